import type { ChatRequest } from '../core/chat-request.ts';
import type { ClientDialect, Headers } from '../core/codec.ts';
import type { ModelListEncoder } from './model-list.ts';

/** The client dialects of the edge, by the names of their routes. */
export interface EdgeDialects {
  readonly openaiChat: ClientDialect;
  readonly anthropic: ClientDialect;
  /** A body of `/v1/messages/count_tokens`: a message without `max_tokens`. @throws AppError */
  decodeCountTokens(body: unknown, headers: Headers): ChatRequest;
}

export interface EdgeModelLists {
  readonly openai: ModelListEncoder;
  readonly anthropic: ModelListEncoder;
}

/** True when the caller speaks Anthropic's format, as far as path, query and headers tell. */
export function isAnthropicCaller(url: string, headers: Headers): boolean {
  if (headers['anthropic-version'] !== undefined) return true;
  const [path = '', query = ''] = url.split('?', 2);
  if (path.includes('/messages')) return true;
  return path.includes('/models') && /(?:^|&)(?:limit|after_id|before_id)=/.test(query);
}
