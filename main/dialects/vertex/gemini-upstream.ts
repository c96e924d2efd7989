import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { createGeminiDecoder } from '../gemini/decode-stream.ts';
import { encodeGeminiRequest } from '../gemini/encode-request.ts';
import { decodeVertexError } from './decode-error.ts';

/** Gemini on Vertex: Google's body and stream, with proofs that only Vertex takes back. */
export const vertexGeminiUpstream: UpstreamDialect = {
  name: 'vertex',
  encodeRequest: (request, options) => encodeGeminiRequest(request, { ...options, backend: 'vertex' }),
  createDecoder: (restore) => decodeSseData(createGeminiDecoder(restore, { backend: 'vertex' })),
  decodeError: decodeVertexError,
};
