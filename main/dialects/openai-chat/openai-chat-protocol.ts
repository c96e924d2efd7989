import type { ClientProtocol } from '../../core/client-protocol.ts';
import { encodeOpenaiModel, encodeOpenaiModelList } from './models.ts';
import { openaiChatDialect } from './openai-chat-dialect.ts';

/** Clients are given a base URL with `/v1`, without it, or add it once more themselves. */
const PATHS = ['/v1/chat/completions', '/chat/completions', '/v1/v1/chat/completions'];

/** OpenAI Chat Completions, and whatever no other format claims: most clients read its errors. */
export const openaiChatProtocol: ClientProtocol = {
  name: 'openai-chat',
  endpoints: [
    {
      kind: 'chat',
      paths: PATHS,
      dialect: openaiChatDialect,
      decode: ({ body, headers }) => openaiChatDialect.decodeRequest(body, headers),
    },
  ],
  claims: () => openaiChatDialect,
  modelLists: [{ speaks: () => true, list: encodeOpenaiModelList, one: encodeOpenaiModel }],
};
