import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';

/** A request of a client that speaks another dialect. */
export function hubRequest(members: Partial<ChatRequest> = {}): ChatRequest {
  return {
    dialect: 'openai-chat',
    model: 'claude',
    stream: false,
    system: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    tools: [],
    stopSequences: [],
    betas: [],
    warnings: [],
    extensions: {},
    ...members,
  };
}

/** The request as it goes up to a model. */
export function encodeFor(model: string, members: Partial<ChatRequest> = {}) {
  return encodeAnthropicRequest(hubRequest(members), { rules: claudeRules(model), defaultMaxTokens: 16_384 });
}
