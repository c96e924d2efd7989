import type { ClientEndpoint, EndpointCall } from '../../core/client-protocol.ts';
import { decodeGeminiCount, encodeGeminiCount } from '../gemini/count-tokens.ts';
import { decodeGeminiRequest, type GeminiCall } from '../gemini/decode-request.ts';
import { vertexGeminiDialect, vertexGeminiListDialect } from './gemini-dialect.ts';
import { bareModelName } from './model-name.ts';

/** With a project and a location, or without in express mode. */
const GEMINIS = '{/:version}{/projects/:project/locations/:location}/publishers/google/models';

/** What Google's clients for Vertex call. */
export const geminiEndpoints: readonly ClientEndpoint[] = [
  {
    kind: 'chat',
    paths: [`${GEMINIS}/*model\\:streamGenerateContent`],
    dialect: vertexGeminiListDialect,
    voice: ({ query }) => (query['alt'] === 'sse' ? vertexGeminiDialect : vertexGeminiListDialect),
    decode: (call) => decodeGeminiRequest(call.body, callOf(call, true)),
  },
  {
    kind: 'chat',
    paths: [`${GEMINIS}/*model\\:generateContent`],
    dialect: vertexGeminiDialect,
    decode: (call) => decodeGeminiRequest(call.body, callOf(call, false)),
  },
  {
    kind: 'count-tokens',
    paths: [`${GEMINIS}/*model\\:countTokens`],
    dialect: vertexGeminiDialect,
    decode: (call) => decodeGeminiCount(call.body, callOf(call, false)),
    encode: encodeGeminiCount,
  },
];

function callOf({ params }: EndpointCall, stream: boolean): GeminiCall {
  const { model } = params;
  return { model: model === undefined ? undefined : bareModelName(model), stream, backend: 'vertex' };
}
