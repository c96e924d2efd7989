import type { UpstreamDialect } from '../../core/codec.ts';
import { converseRules } from './converse-rules.ts';
import { decodeError } from './decode-error.ts';
import { createFrameDecoder } from './decode-frames.ts';
import { encodeConverseRequest } from './encode-request.ts';

/** ConverseStream as an upstream. The model stands in the path, which is the provider's. */
export const bedrockConverseUpstream: UpstreamDialect = {
  name: 'bedrock-converse',
  encodeRequest(request, { model, defaultMaxTokens, maxOutputTokens }) {
    const rules = converseRules(model);
    const limited = maxOutputTokens === undefined ? rules : { ...rules, maxOutputTokens };
    return encodeConverseRequest(request, { rules: limited, defaultMaxTokens });
  },
  createDecoder: (restore) => createFrameDecoder(restore),
  decodeError,
};
