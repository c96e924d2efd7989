import type { ChatRequest } from '../core/chat-request.ts';
import type { ClientDialect, Headers } from '../core/codec.ts';
import type { ModelListEncoder } from './model-list.ts';

/** The client dialects of the edge, by the names of their routes. */
export interface EdgeDialects {
  readonly openaiChat: ClientDialect;
  readonly openaiResponses: ClientDialect;
  readonly anthropic: ClientDialect;
  /** A body of `/v1/messages/count_tokens`: a message without `max_tokens`. @throws AppError */
  decodeCountTokens(body: unknown, headers: Headers): ChatRequest;
}

export interface EdgeModelLists {
  readonly openai: ModelListEncoder;
  /** OpenAI's list with the catalogue that Codex reads beside it. */
  readonly codex: ModelListEncoder;
  readonly anthropic: ModelListEncoder;
}

/** The dialect the caller speaks, as far as path, query and headers tell. */
export function dialectOf(url: string, headers: Headers, dialects: EdgeDialects): ClientDialect {
  if (isAnthropicCaller(url, headers)) return dialects.anthropic;
  const [path = ''] = url.split('?', 1);
  return path.includes('/responses') ? dialects.openaiResponses : dialects.openaiChat;
}

/** The model list the caller reads. Codex sends its version with the question. */
export function modelListOf(url: string, headers: Headers, lists: EdgeModelLists): ModelListEncoder {
  if (isAnthropicCaller(url, headers)) return lists.anthropic;
  const [, query = ''] = url.split('?', 2);
  return /(?:^|&)client_version=/.test(query) ? lists.codex : lists.openai;
}

/** True when the caller speaks Anthropic's format, as far as path, query and headers tell. */
function isAnthropicCaller(url: string, headers: Headers): boolean {
  if (headers['anthropic-version'] !== undefined) return true;
  const [path = '', query = ''] = url.split('?', 2);
  if (path.includes('/messages')) return true;
  return path.includes('/models') && /(?:^|&)(?:limit|after_id|before_id)=/.test(query);
}
