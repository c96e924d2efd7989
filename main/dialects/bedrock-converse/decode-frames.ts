import type { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { type AwsFrame, createAwsEventStreamDecoder } from '../../framing/aws-event-stream.ts';
import { createGuardedDecoder } from '../openai-vocabulary/guarded-decoder.ts';
import { readConverseEvent } from './converse-event.ts';
import { decodeFaultFrame } from './decode-error.ts';
import { createConverseDecoder } from './decode-stream.ts';

/**
 * Bytes of a ConverseStream to events. Exceptions and damage become one error event, after what came before.
 * @param explain puts an exception frame into words; the names of AWS alone unless told
 */
export function createFrameDecoder(
  restore: Restore,
  explain: (frame: AwsFrame) => AppError = decodeFaultFrame,
): EventDecoder<Uint8Array> {
  const framing = createAwsEventStreamDecoder();
  const events = createConverseDecoder(restore);
  const decodeFrame = (frame: AwsFrame): ChatEvent[] => {
    const event = readConverseEvent(frame);
    return event === undefined ? [{ type: 'error', error: explain(frame) }] : events.push(event);
  };
  return createGuardedDecoder({
    push(bytes, out) {
      for (const frame of framing.push(bytes)) {
        out.push(...decodeFrame(frame));
        if (out.at(-1)?.type === 'error') return;
      }
      if (framing.failure !== undefined) throw framing.failure;
    },
    end(out) {
      framing.end();
      out.push(...events.end());
    },
  });
}
