import { createCollector } from '../core/collect.ts';
import type { ChatCall } from './chat-call.ts';
import { answerContext, openAnswer } from './open-answer.ts';
import { outcomeOf } from './outcome.ts';
import { pump } from './pump.ts';
import { sendJson } from './send-json.ts';
import { settleUpstream } from './settle-upstream.ts';

/** Answers with one JSON body, folded from the upstream's stream. @throws AppError */
export async function wholeAnswer({ exchange, request, dialect, ports }: ChatCall): Promise<void> {
  const context = answerContext(exchange, ports);
  const answer = await openAnswer(exchange, request, ports);
  const collector = createCollector();
  const explain = (thrown: unknown) => exchange.stopped ?? thrown;
  const failure = await pump(
    answer,
    {
      push(event) {
        if (event.type !== 'error') collector.push(event);
      },
      flush: () => undefined,
    },
    explain,
  );
  try {
    if (failure !== undefined) throw failure;
    const body = dialect.encodeAnswer(collector.answer(), request, context);
    sendJson(exchange, { status: 200, body });
  } finally {
    await settleUpstream(answer, outcomeOf(failure, exchange), ports.clock);
  }
}
