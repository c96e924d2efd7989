import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { decodeGeminiError } from './decode-error.ts';
import { createGeminiDecoder } from './decode-stream.ts';
import { encodeGeminiRequest } from './encode-request.ts';

/** Google's `streamGenerateContent?alt=sse` as an upstream; the model stands in the path, not in the body. */
export const geminiUpstream: UpstreamDialect = {
  name: 'gemini',
  encodeRequest: encodeGeminiRequest,
  createDecoder: (restore) => decodeSseData(createGeminiDecoder(restore)),
  decodeError: decodeGeminiError,
};
