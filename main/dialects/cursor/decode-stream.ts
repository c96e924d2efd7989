import { AppError, toAppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { type ConnectFrame, createConnectDecoder } from '../../framing/connect.ts';
import { createGuardedDecoder, type StreamReader } from '../openai-vocabulary/guarded-decoder.ts';
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
  return createGuardedDecoder(new RunReader(restore, signals), explain);
}

class RunReader implements StreamReader<Uint8Array> {
  private readonly frames = createConnectDecoder();
  private readonly parts: PartReader;
  private readonly signals: RunSignals | undefined;
  private isDone = false;

  constructor(restore: Restore, signals: RunSignals | undefined) {
    this.parts = new PartReader(restore);
    this.signals = signals;
  }

  push(bytes: Uint8Array, out: ChatEvent[]): void {
    for (const frame of this.frames.push(bytes)) if (!this.isDone) this.take(frame, out);
    if (this.frames.failure !== undefined && !this.isDone) throw this.frames.failure;
  }

  end(): never {
    this.frames.end();
    throw broken('The stream ended before the answer was complete.');
  }

  private take(frame: ConnectFrame, out: ChatEvent[]): void {
    if (frame.isEnd) {
      throw decodeEndFrame(frame.payload) ?? broken('The run ended before its answer was complete.');
    }
    const message = decodeServerMessage(frame.payload);
    if (message.kind === 'run-ready') this.signals?.onReady();
    else if (message.kind === 'response') this.parts.push(message.part, out);
    else if (message.kind === 'invocation-end') this.finish(message.error, out);
  }

  private finish(error: string | undefined, out: ChatEvent[]): void {
    if (error !== undefined) throw broken(error || 'Cursor broke the answer off.');
    this.parts.finish(out);
    this.isDone = true;
    this.signals?.onAnswered();
  }
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
