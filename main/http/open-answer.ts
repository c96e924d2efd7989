import { isContent } from '../core/chat-event.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { AnswerContext } from '../core/codec.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { EngineContext, OpenAnswer } from './engine.ts';
import type { Exchange } from './exchange.ts';

/**
 * Asks the engine. An answer that fails before its first content is an error like any other: it still has a status.
 * @throws AppError
 */
export async function openAnswer(
  exchange: Exchange,
  request: ChatRequest,
  ports: EdgePorts,
): Promise<OpenAnswer> {
  const answer = await ports.engine.open(request, engineContext(exchange));
  exchange.addHeaders(answer.headers);
  const decisive = answer.firstEvents.find((event) => isContent(event) || event.type === 'error');
  if (decisive?.type !== 'error') return answer;
  answer.close({ status: 'failed', error: decisive.error });
  throw decisive.error;
}

/** What the engine may know of an exchange. */
export function engineContext(exchange: Exchange): EngineContext {
  return {
    requestId: exchange.requestId,
    cancellation: exchange.cancellation,
    headers: exchange.headers,
    statusOf: (error) => exchange.dialect.encodeError(error, '').status,
    report: (headers) => exchange.addHeaders(headers),
  };
}

/** What an encoder cannot make up by itself. */
export function answerContext({ requestId }: Exchange, { clock }: EdgePorts): AnswerContext {
  const begun = clock.monotonic();
  return {
    requestId,
    createdAt: Math.floor(clock.now() / 1000),
    elapsedMs: () => clock.monotonic() - begun,
  };
}
