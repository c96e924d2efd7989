import type { ChatEvent } from '../../../core/chat-event.ts';
import type { EventDecoder } from '../../../core/codec.ts';
import type { Sending } from '../../../core/provider.ts';
import { createAnthropicDecoder } from '../../../dialects/anthropic/decode-stream.ts';
import { decodeSseData } from '../../../framing/decode-sse-data.ts';
import type { FaultPlace } from '../faults/explain-fault.ts';
import type { Corrections } from '../self-repair.ts';
import { type Outcome, placeOf, type SendContext } from '../send.ts';
import { inBandError } from '../stream/stream-decoder.ts';
import { callMantle, toMantleBody } from './call-mantle.ts';
import { encodeForMantle } from './encode-for-mantle.ts';

/** One try at the Messages endpoint, always as a stream. @throws AppError */
export async function sendToMantle(
  context: SendContext,
  sending: Sending,
  corrections: Corrections,
): Promise<Outcome> {
  const { model, cancellation } = sending;
  const prepared = encodeForMantle(context, sending, corrections);
  const { members, betas } = toMantleBody(prepared);
  const body = { members: { model: model.id, ...members, stream: true }, betas };
  const outcome = await callMantle(context, { path: '/v1/messages', body, cancellation });
  if (!outcome.ok) return outcome;
  const { response } = outcome;
  const requestId = response.headers['request-id'] ?? response.headers['x-amzn-requestid'];
  const events = createAnthropicDecoder(prepared.restore);
  const place = placeOf(context, model.id);
  return {
    ok: true,
    answer: {
      chunks: response.chunks,
      decoder: decodeSseData(explainErrors(events, { place, requestId })),
      requestId,
      warnings: prepared.warnings,
      close: () => response.close(),
    },
  };
}

interface Answering {
  readonly place: FaultPlace;
  readonly requestId: string | undefined;
}

/** Errors inside the stream, in the words of Bedrock's other errors. */
function explainErrors(events: EventDecoder<string>, answering: Answering): EventDecoder<string> {
  const explain = (event: ChatEvent, text: string): ChatEvent =>
    event.type === 'error' ? { ...event, error: inBandError(text, event.error, answering) } : event;
  return {
    push: (text) => {
      const decoded = events.push(text);
      return decoded.at(-1)?.type === 'error' ? decoded.map((event) => explain(event, text)) : decoded;
    },
    end: () => events.end(),
  };
}
