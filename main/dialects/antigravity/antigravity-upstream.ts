import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { createGeminiDecoder } from '../gemini/decode-stream.ts';
import { encodeGeminiRequest, type GeminiOptions } from '../gemini/encode-request.ts';
import { decodeAntigravityError } from './decode-error.ts';
import { openResponse } from './envelope.ts';
import { fitRequest } from './fit-request.ts';

/**
 * Code Assist and Antigravity as an upstream: Gemini's request in an envelope, to which whoever sends it adds the `project`.
 */
export const antigravityUpstream: UpstreamDialect = {
  name: 'antigravity',
  encodeRequest: (request, options) => encodeAntigravityRequest(request, options),
  createDecoder: (restore) =>
    decodeSseData(createGeminiDecoder(restore, { backend: 'antigravity', unwrap: openResponse })),
  decodeError: decodeAntigravityError,
};

/** The same with the choices of Gemini's codec. @throws AppError */
export function encodeAntigravityRequest(
  request: Parameters<typeof encodeGeminiRequest>[0],
  options: GeminiOptions,
) {
  const isGoogles = options.model.includes('gemini');
  const encoded = encodeGeminiRequest(request, {
    ...options,
    backend: 'antigravity',
    // Models of other vendors take only the older form of schemas.
    schemas: isGoogles ? 'json-schema' : 'subset',
  });
  return { ...encoded, body: { model: options.model, request: fitRequest(encoded.body, options.model) } };
}
