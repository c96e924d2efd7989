import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeOllamaError } from './decode-error.ts';
import { createOllamaDecoder } from './decode-stream.ts';
import { encodeOllamaRequest } from './encode-request.ts';

/** `/api/chat` as an upstream. */
export const ollamaUpstream: UpstreamDialect = {
  name: 'ollama',
  encodeRequest: encodeOllamaRequest,
  createDecoder: () => createOllamaDecoder(),
  decodeError: decodeOllamaError,
};
