import type { EventDecoder, Restore } from '../../core/codec.ts';
import { createAwsEventStreamDecoder } from '../../framing/aws-event-stream.ts';
import { createGuardedDecoder } from '../openai-vocabulary/guarded-decoder.ts';
import { EventReader } from './event-reader.ts';

/**
 * Bytes of `application/vnd.amazon.eventstream` to events. The format has no word for the end of an answer: it ends
 * where its stream does, and a body that breaks off is what the transport has to notice.
 */
export function createKiroDecoder(restore: Restore): EventDecoder<Uint8Array> {
  const frames = createAwsEventStreamDecoder();
  const reader = new EventReader(restore);
  return createGuardedDecoder({
    push(bytes, out) {
      for (const frame of frames.push(bytes)) reader.push(frame, out);
      if (frames.failure !== undefined) throw frames.failure;
    },
    end(out) {
      frames.end();
      reader.finish(out);
    },
  });
}
