import type { UpstreamDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { isReasoningModel } from '../openai-vocabulary/is-reasoning-model.ts';
import { decodeResponsesError } from './decode-error.ts';
import { createResponsesDecoder } from './decode-stream.ts';
import { encodeResponsesRequest } from './encode-request.ts';

/**
 * Responses as an upstream without memory: nothing is stored there, and what a model thought comes back encrypted, so
 * that the next turn can return it.
 */
export const openaiResponsesUpstream: UpstreamDialect = {
  name: 'openai-responses',
  encodeRequest(request, { model }) {
    const reasons = isReasoningModel(model);
    const encoded = encodeResponsesRequest(request, { isReasoningModel: reasons });
    return {
      ...encoded,
      body: { model, ...encoded.body, ...(reasons ? sealed(encoded.body) : {}), store: false },
    };
  },
  createDecoder: (restore) => decodeSseData(createResponsesDecoder(restore)),
  decodeError: decodeResponsesError,
};

const ENCRYPTED = 'reasoning.encrypted_content';

/** `include` with the encrypted reasoning in it, after whatever the client asked for. */
function sealed({ include }: JsonObject): JsonObject {
  const asked: readonly unknown[] = Array.isArray(include) ? include : [];
  return { include: asked.includes(ENCRYPTED) ? asked : [...asked, ENCRYPTED] };
}
