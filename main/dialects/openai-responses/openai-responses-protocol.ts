import type { ClientProtocol } from '../../core/client-protocol.ts';
import { encodeCodexModel, encodeCodexModelList } from './models.ts';
import { openaiResponsesDialect } from './openai-responses-dialect.ts';

/** Clients are given a base URL with `/v1`, without it, or add it once more themselves. */
const PATHS = ['/v1/responses', '/responses', '/v1/v1/responses'];

/** OpenAI Responses and its token counter. Nothing is stored, so there is nothing to fetch by id. */
export const openaiResponsesProtocol: ClientProtocol = {
  name: 'openai-responses',
  endpoints: [
    {
      kind: 'chat',
      paths: PATHS,
      dialect: openaiResponsesDialect,
      decode: ({ body, headers }) => openaiResponsesDialect.decodeRequest(body, headers),
    },
    {
      kind: 'count-tokens',
      paths: PATHS.map((path) => `${path}/input_tokens`),
      dialect: openaiResponsesDialect,
      decode: ({ body, headers }) => openaiResponsesDialect.decodeRequest(body, headers),
      encode: ({ inputTokens }) => ({ object: 'response.input_tokens', input_tokens: inputTokens }),
    },
  ],
  claims: ({ path }) => (path.includes('/responses') ? openaiResponsesDialect : undefined),
  modelLists: [
    {
      // Codex sends its version with the question.
      speaks: ({ query }) => query['client_version'] !== undefined,
      list: encodeCodexModelList,
      one: (model) => encodeCodexModel(model),
    },
  ],
};
