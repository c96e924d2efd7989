import type { CallLine, ClientProtocol } from '../../core/client-protocol.ts';
import { anthropicDialect } from './anthropic-dialect.ts';
import { decodeCountTokens } from './count-tokens.ts';
import { encodeModel, encodeModelList } from './models.ts';

/** With `/v1` in the configured base URL, Claude Code asks for it twice. */
const MESSAGES = ['/v1/messages', '/messages', '/v1/v1/messages'];

/** Anthropic Messages and its token counter. */
export const anthropicProtocol: ClientProtocol = {
  name: 'anthropic',
  endpoints: [
    {
      kind: 'chat',
      paths: MESSAGES,
      dialect: anthropicDialect,
      decode: ({ body, headers }) => anthropicDialect.decodeRequest(body, headers),
    },
    {
      kind: 'count-tokens',
      paths: MESSAGES.map((path) => `${path}/count_tokens`),
      dialect: anthropicDialect,
      decode: ({ body, headers }) => decodeCountTokens(body, headers),
      encode: ({ inputTokens }) => ({ input_tokens: inputTokens }),
    },
  ],
  claims: (call) => (isAnthropicCall(call) ? anthropicDialect : undefined),
  modelLists: [{ speaks: isAnthropicCall, list: encodeModelList, one: encodeModel }],
};

function isAnthropicCall({ path, query, headers }: CallLine): boolean {
  if (headers['anthropic-version'] !== undefined) return true;
  if (path.includes('/messages')) return true;
  return path.includes('/models') && PAGING.some((name) => query[name] !== undefined);
}

/** Anthropic alone pages its model list. */
const PAGING = ['limit', 'after_id', 'before_id'];
