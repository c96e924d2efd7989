import { type AppError, toAppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder } from '../../core/codec.ts';

/** Reads a stream and throws at what it cannot read. */
export interface StreamReader<Frame> {
  push(frame: Frame, out: ChatEvent[]): void;
  end(out: ChatEvent[]): void;
}

/** The decoder of a reader: what the reader throws ends the stream with an error, and after its end nothing is read. */
export function createGuardedDecoder<Frame>(
  reader: StreamReader<Frame>,
  explain: (thrown: unknown) => AppError = toAppError,
): EventDecoder<Frame> {
  let isDone = false;
  const guarded = (read: (out: ChatEvent[]) => void): ChatEvent[] => {
    const out: ChatEvent[] = [];
    if (isDone) return out;
    try {
      read(out);
    } catch (thrown) {
      out.push({ type: 'error', error: explain(thrown) });
    }
    const last = out.at(-1)?.type;
    isDone = last === 'finish' || last === 'error';
    return out;
  };
  return {
    push: (frame) => guarded((out) => reader.push(frame, out)),
    end: () => guarded((out) => reader.end(out)),
  };
}
