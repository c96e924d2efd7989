import { toAppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore, UpstreamDialect } from '../../core/codec.ts';
import { type AwsFrame, createAwsEventStreamDecoder } from '../../framing/aws-event-stream.ts';
import { type ConverseEvent, readConverseEvent } from './converse-event.ts';
import { converseRules } from './converse-rules.ts';
import { decodeError, decodeFaultFrame } from './decode-error.ts';
import { createConverseDecoder } from './decode-stream.ts';
import { encodeConverseRequest } from './encode-request.ts';

/** ConverseStream as an upstream. The model stands in the path, which is the provider's. */
export const bedrockConverseUpstream: UpstreamDialect = {
  name: 'bedrock-converse',
  encodeRequest(request, { model, defaultMaxTokens, maxOutputTokens }) {
    const rules = converseRules(model);
    const limited = maxOutputTokens === undefined ? rules : { ...rules, maxOutputTokens };
    return encodeConverseRequest(request, { rules: limited, defaultMaxTokens });
  },
  createDecoder,
  decodeError,
};

/** Bytes of an AWS event stream to events. Exceptions and damage become one error event, after what came before. */
function createDecoder(restore: Restore): EventDecoder<Uint8Array> {
  const framing = createAwsEventStreamDecoder();
  const events = createConverseDecoder(restore);
  let failed = false;
  const guarded = (read: (out: ChatEvent[]) => void): ChatEvent[] => {
    const out: ChatEvent[] = [];
    if (failed) return out;
    try {
      read(out);
    } catch (thrown) {
      out.push({ type: 'error', error: toAppError(thrown) });
    }
    failed = out.at(-1)?.type === 'error';
    return out;
  };
  return {
    push: (bytes) =>
      guarded((out) => {
        for (const frame of framing.push(bytes)) {
          out.push(...decodeFrame(frame, events));
          if (out.at(-1)?.type === 'error') return;
        }
        if (framing.failure !== undefined) throw framing.failure;
      }),
    end: () =>
      guarded((out) => {
        framing.end();
        out.push(...events.end());
      }),
  };
}

function decodeFrame(frame: AwsFrame, events: EventDecoder<ConverseEvent>): ChatEvent[] {
  const event = readConverseEvent(frame);
  if (event !== undefined) return events.push(event);
  const error = decodeFaultFrame(frame);
  return error === undefined ? [] : [{ type: 'error', error }];
}
