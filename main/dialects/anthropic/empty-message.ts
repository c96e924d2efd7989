import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Usage } from '../../core/usage.ts';
import { encodeUsage } from './usage.ts';

/** A message nobody has written yet: `message` of `message_start`, and the frame of an answer that is not streamed. */
export function emptyMessage(
  start: { readonly id?: string; readonly usage?: Usage },
  request: ChatRequest,
  context: AnswerContext,
): JsonObject {
  return {
    id: start.id?.startsWith('msg_') ? start.id : `msg_${context.requestId.replace(/^req_/, '')}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: encodeUsage(start.usage ?? {}),
  };
}
