import { toAppError } from '../core/app-error.ts';
import type { EventEncoder } from '../core/codec.ts';
import type { ChatCall } from './chat-call.ts';
import type { OpenAnswer } from './engine.ts';
import { answerContext, openAnswer } from './open-answer.ts';
import { outcomeOf } from './outcome.ts';
import { type EventSink, pump } from './pump.ts';
import { logError } from './send-error.ts';
import { settleUpstream } from './settle-upstream.ts';
import { StreamWriter } from './stream-writer.ts';

/** Streams an answer. @throws AppError while the answer still can have a status of its own */
export async function streamAnswer(call: ChatCall): Promise<void> {
  const { exchange, request, dialect, ports } = call;
  const encoder = dialect.createEncoder(request, answerContext(exchange, ports));
  const writer = new StreamWriter({
    exchange,
    clock: ports.clock,
    limits: ports.limits,
    keepAlive: encoder.keepAlive ?? dialect.keepAlive,
  });
  const answer = await openOrReport(call, writer, encoder);
  if (answer === undefined) return;
  const explain = (thrown: unknown) => exchange.stopped ?? thrown;
  const failure = await pump(answer, createSink(writer, encoder), explain).catch((thrown) => {
    exchange.response.destroy();
    return toAppError(thrown);
  });
  writer.end();
  if (failure !== undefined) logError(exchange, ports.log, failure);
  await settleUpstream(answer, outcomeOf(failure, exchange), ports.clock);
}

/** After the first keep-alive the status is spent: then a failure to open is told as an event. */
async function openOrReport(
  { exchange, request, ports }: ChatCall,
  writer: StreamWriter,
  encoder: EventEncoder,
): Promise<OpenAnswer | undefined> {
  try {
    return await openAnswer(exchange, request, ports);
  } catch (thrown) {
    if (!exchange.response.headersSent) throw thrown;
    const error = toAppError(exchange.stopped ?? thrown);
    logError(exchange, ports.log, error);
    if (!exchange.isClosed) writer.write(encoder.push({ type: 'error', error }));
    writer.end();
    return undefined;
  }
}

/** Gathers what one upstream chunk comes to and writes it at once. */
function createSink(writer: StreamWriter, encoder: EventEncoder): EventSink {
  let text = '';
  let bytes: Uint8Array[] = [];
  return {
    push(event) {
      const piece = encoder.push(event);
      if (typeof piece === 'string') text += piece;
      else if (piece.length > 0) bytes.push(piece);
    },
    flush() {
      if (text === '' && bytes.length === 0) return undefined;
      const gathered = text === '' ? Buffer.concat(bytes) : text;
      text = '';
      bytes = [];
      return writer.write(gathered);
    },
  };
}
