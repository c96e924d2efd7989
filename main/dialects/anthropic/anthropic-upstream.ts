import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { firstPartyRules } from './claude-rules.ts';
import { decodeAnthropicError } from './decode-error.ts';
import { createAnthropicDecoder } from './decode-stream.ts';
import { encodeAnthropicRequest } from './encode-request.ts';

/** The Messages API as an upstream, always asked for a stream. `betas` travel in a header, which is the provider's. */
export const anthropicUpstream: UpstreamDialect = {
  name: 'anthropic',
  encodeRequest(request, { model, defaultMaxTokens }) {
    const encoded = encodeAnthropicRequest(request, { rules: firstPartyRules(model), defaultMaxTokens });
    return { ...encoded, body: { ...encoded.body, model, stream: true } };
  },
  createDecoder: (restore) => decodeSseData(createAnthropicDecoder(restore)),
  decodeError: decodeAnthropicError,
};
