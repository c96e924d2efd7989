import { toAppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { createAwsEventStreamDecoder } from '../../framing/aws-event-stream.ts';
import { EventReader } from './event-reader.ts';

/**
 * Bytes of `application/vnd.amazon.eventstream` to events. The format has no word for the end of an answer: it ends
 * where its stream does, and a body that breaks off is what the transport has to notice.
 */
export function createKiroDecoder(restore: Restore): EventDecoder<Uint8Array> {
  const frames = createAwsEventStreamDecoder();
  const reader = new EventReader(restore);
  let isDone = false;

  /** Runs one step; whatever goes wrong in it ends the stream with an error. */
  function guarded(step: (out: ChatEvent[]) => void): ChatEvent[] {
    const out: ChatEvent[] = [];
    if (isDone) return out;
    try {
      step(out);
    } catch (thrown) {
      isDone = true;
      out.push({ type: 'error', error: toAppError(thrown) });
    }
    return out;
  }

  return {
    push: (bytes) =>
      guarded((out) => {
        for (const frame of frames.push(bytes)) reader.push(frame, out);
        if (frames.failure !== undefined) throw frames.failure;
      }),
    end: () =>
      guarded((out) => {
        frames.end();
        reader.finish(out);
        isDone = true;
      }),
  };
}
