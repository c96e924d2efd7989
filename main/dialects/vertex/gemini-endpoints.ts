import type { ClientEndpoint, EndpointCall } from '../../core/client-protocol.ts';
import { decodeGeminiCount, encodeGeminiCount } from '../gemini/count-tokens.ts';
import { decodeGeminiRequest, type GeminiCall } from '../gemini/decode-request.ts';
import { vertexGeminiDialect, vertexGeminiListDialect } from './gemini-dialect.ts';
import { bareModelName, nameInPath } from './model-name.ts';

/**
 * With a project and a location, or without in express mode. Google's SDK takes what stands before a slash in a model's
 * name for its publisher, so any publisher is one of ours.
 */
const GEMINIS = '{/:version}{/projects/:project/locations/:location}/publishers/:publisher/models';

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
  const { publisher, model } = params;
  const name = model === undefined ? undefined : nameInPath(publisher, bareModelName(model));
  return { model: name, stream, backend: 'vertex' };
}
