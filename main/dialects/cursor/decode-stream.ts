import { AppError, toAppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { type ConnectFrame, createConnectDecoder } from '../../framing/connect.ts';
import { decodeEndFrame } from './decode-error.ts';
import { PartReader } from './part-reader.ts';
import { decodeServerMessage } from './wire/server-message.ts';

/** What whoever keeps the other half of the run open waits for. */
export interface RunSignals {
  /** The server may now be told to invoke the model. */
  onReady(): void;
  /** The answer is complete: the run may be finished. */
  onAnswered(): void;
}

/** Bytes of a run's response to events. */
export function createCursorDecoder(restore: Restore, signals?: RunSignals): EventDecoder<Uint8Array> {
  const frames = createConnectDecoder();
  const reader = new PartReader(restore);
  let isDone = false;

  function take(frame: ConnectFrame, out: ChatEvent[]): void {
    if (isDone) return;
    if (frame.isEnd)
      throw decodeEndFrame(frame.payload) ?? broken('The run ended before its answer was complete.');
    const message = decodeServerMessage(frame.payload);
    if (message.kind === 'run-ready') signals?.onReady();
    else if (message.kind === 'response') reader.push(message.part, out);
    else if (message.kind === 'invocation-end') {
      if (message.error !== undefined) throw broken(message.error || 'Cursor broke the answer off.');
      reader.finish(out);
      isDone = true;
      signals?.onAnswered();
    }
  }

  /** Runs one step; whatever goes wrong in it ends the stream with an error. */
  function guarded(step: (out: ChatEvent[]) => void): ChatEvent[] {
    const out: ChatEvent[] = [];
    if (isDone) return out;
    try {
      step(out);
    } catch (thrown) {
      isDone = true;
      out.push({ type: 'error', error: explain(thrown) });
    }
    return out;
  }

  return {
    push: (bytes) =>
      guarded((out) => {
        for (const frame of frames.push(bytes)) take(frame, out);
        if (frames.failure !== undefined && !isDone) throw frames.failure;
      }),
    end: () =>
      guarded(() => {
        frames.end();
        throw broken('The stream ended before the answer was complete.');
      }),
  };
}

/** What is no protobuf is the upstream's fault, not ours. */
function explain(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { cause } = toAppError(thrown);
  return broken(
    `Cursor sent what cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
  );
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
