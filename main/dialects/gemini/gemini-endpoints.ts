import { unsupported } from '../../core/app-error.ts';
import type { ClientEndpoint, EndpointCall } from '../../core/client-protocol.ts';
import { decodeGeminiCount, encodeGeminiCount } from './count-tokens.ts';
import { decodeGeminiRequest } from './decode-request.ts';
import { geminiDialect, geminiListDialect } from './gemini-dialect.ts';
import { encodeGeminiModel, encodeGeminiModelList, findGeminiModel } from './models.ts';

/**
 * Any version, since some clients add theirs to a base URL that has one. Everything between the collection and the last
 * colon is the model, slashes and all. Under Google's own versions it may stand without its collection: the Vercel SDK
 * takes a model with a slash for a whole resource name, as `tunedModels/x` is.
 */
function verb(name: string): string[] {
  return [
    `{/:base}/:version/models/*model\\:${name}`,
    `/v1beta/*model\\:${name}`,
    `/v1alpha/*model\\:${name}`,
  ];
}

/** What clients of Google's API call. */
export const geminiEndpoints: readonly ClientEndpoint[] = [
  {
    kind: 'chat',
    paths: verb('streamGenerateContent'),
    dialect: geminiListDialect,
    voice: ({ query }) => (query['alt'] === 'sse' ? geminiDialect : geminiListDialect),
    decode: (call) => decodeGeminiRequest(call.body, { model: call.params['model'], stream: true }),
  },
  {
    kind: 'chat',
    paths: verb('generateContent'),
    dialect: geminiDialect,
    decode: (call) => decodeGeminiRequest(call.body, { model: call.params['model'], stream: false }),
  },
  {
    kind: 'count-tokens',
    paths: verb('countTokens'),
    dialect: geminiDialect,
    decode: (call) => decodeGeminiCount(call.body, { model: call.params['model'], stream: false }),
    encode: encodeGeminiCount,
  },
  {
    kind: 'info',
    method: 'POST',
    paths: ['embedContent', 'batchEmbedContents', 'predict'].flatMap(verb),
    dialect: geminiDialect,
    usesModels: false,
    answer: refuseVerb,
  },
  // `/v1/models` is shared with other formats: its route asks who calls.
  {
    kind: 'info',
    method: 'GET',
    paths: ['/v1beta/models', '/v1alpha/models', '/v1beta/v1beta/models'],
    dialect: geminiDialect,
    answer: ({ query }, models) => ({ type: 'answer', body: encodeGeminiModelList(models, query) }),
  },
  {
    kind: 'info',
    method: 'GET',
    paths: ['/v1beta/models/*model', '/v1alpha/models/*model', '/v1beta/v1beta/models/*model'],
    dialect: geminiDialect,
    answer: ({ params }, models) => ({
      type: 'answer',
      body: encodeGeminiModel(findGeminiModel(models, params['model'])),
    }),
  },
];

/** Clear words for what is no chat. @throws AppError always */
function refuseVerb({ path }: EndpointCall): never {
  throw unsupported(
    'method',
    `${path.slice(path.lastIndexOf(':') + 1)} is not offered here: embeddings and pictures take models made for them. Use generateContent, streamGenerateContent or countTokens.`,
  );
}
