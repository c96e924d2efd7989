import type { CallOutput } from '../../../contract/calls.ts';
import { toAppError } from '../../core/app-error.ts';
import { oneWord } from '../../core/ask-one-word.ts';
import { createCollector } from '../../core/collect.ts';
import { createEventGrammar } from '../../core/event-grammar.ts';
import { meteredAttempt } from '../../metering/metered-attempt.ts';
import type { RequestMeter } from '../../metering/request-meter.ts';
import type { RoutedAnswer } from '../../routing/routed-answer.ts';
import type { EngineControl } from '../engine-control.ts';

/** As which app the request stands in the ledger. */
const APP = 'krouter-dashboard';

export interface AskParts {
  readonly engine: Pick<EngineControl, 'router' | 'metering'>;
  /** An id in the form of the edge's request ids. */
  requestId(): string;
}

/**
 * One real request, metered and routed as any other.
 * @throws AppError when no target answers
 */
export async function askCombo(
  model: string,
  { engine, requestId }: AskParts,
): Promise<CallOutput<'combos.test'>> {
  const { router, metering } = engine;
  const request = oneWord(model);
  const meter = metering.begin({
    requestId: requestId(),
    dialect: request.dialect,
    model,
    stream: true,
    app: APP,
    sessionId: null,
  });
  try {
    const answer = await router.attempt(await router.resolve(model), request, {
      cancellation: new AbortController().signal,
      app: APP,
      onAttempt: (target) => meter.attempt(meteredAttempt(target)),
    });
    meter.decide(JSON.stringify(answer.decision));
    const text = await readText(answer, meter);
    meter.finish({ outcome: 'ok', status: 200 });
    const { provider, attempts, ttftMs } = answer;
    return { text, provider: provider.id, attempts, ttftMs: Math.round(ttftMs) };
  } catch (thrown) {
    const error = toAppError(thrown);
    meter.finish({ outcome: 'error', status: 502, errorCode: error.code });
    throw error;
  }
}

async function readText(answer: RoutedAnswer, meter: RequestMeter): Promise<string> {
  const collector = createCollector();
  const grammar = createEventGrammar();
  const take = (events: RoutedAnswer['firstEvents']): void => {
    for (const event of events) {
      const checked = grammar.check(event);
      if (checked === undefined) continue;
      meter.see(checked);
      collector.push(checked);
    }
  };
  try {
    take(answer.firstEvents);
    for (let next = await answer.chunks.next(); !next.done; next = await answer.chunks.next()) {
      take(answer.decoder.push(next.value));
    }
    const { blocks, usage } = collector.answer();
    answer.finished({ ok: true, usage });
    return blocks
      .map(({ text }) => text)
      .join('')
      .trim()
      .slice(0, 200);
  } catch (thrown) {
    answer.finished({ ok: false, error: toAppError(thrown) });
    throw thrown;
  }
}
