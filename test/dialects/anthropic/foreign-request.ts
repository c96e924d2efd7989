import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { hubRequest } from '../../core/hub-request.ts';

/** A request of a client that speaks another dialect. */
export function foreignRequest(members: Partial<ChatRequest> = {}): ChatRequest {
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] as const;
  return hubRequest({ dialect: 'openai-chat', messages, ...members });
}

/** The request as it goes up to a model. */
export function encodeFor(model: string, members: Partial<ChatRequest> = {}) {
  return encodeAnthropicRequest(foreignRequest(members), {
    rules: claudeRules(model),
    defaultMaxTokens: 16_384,
  });
}
