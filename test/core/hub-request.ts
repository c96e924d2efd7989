import type { ChatRequest } from '../../main/core/chat-request.ts';

/** The shortest request of a client of Anthropic's format, with members of its own. */
export function hubRequest(members: Partial<ChatRequest> = {}): ChatRequest {
  return {
    dialect: 'anthropic',
    model: 'm',
    stream: true,
    system: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    tools: [],
    stopSequences: [],
    betas: [],
    warnings: [],
    extensions: {},
    ...members,
  };
}
