import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import { conversationIdOf } from './decode-request.ts';
import { proofForClient } from './proofs.ts';
import { encodeUsage } from './usage.ts';

/** A whole answer: the message as a history holds it. The service itself only ever streams. */
export function encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject {
  const toolUses = answer.blocks.flatMap(encodeCall);
  const [reasoningContent] = answer.blocks.flatMap((block) => encodeReasoning(block, answer));
  return present({
    conversationId: conversationIdOf(request) ?? context.requestId,
    assistantResponseMessage: present({
      messageId: context.requestId,
      content: answer.blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join(''),
      toolUses: toolUses.length > 0 ? toolUses : undefined,
      reasoningContent,
    }),
    ...encodeUsage(answer.usage),
  });
}

function encodeCall({ start, arguments: json }: AnswerBlock): JsonObject[] {
  if (start.type !== 'tool-use') return [];
  return [{ toolUseId: start.id, name: start.name, input: toolInput(json) }];
}

function encodeReasoning({ start, thinking, signature }: AnswerBlock, { dialect }: ChatAnswer): JsonObject[] {
  if (start.type === 'redacted-thinking') {
    return [{ redactedContent: proofForClient(dialect, 'redacted', start.data) }];
  }
  if (start.type !== 'thinking') return [];
  const proof = signature === '' ? undefined : proofForClient(dialect, 'thinking', signature);
  return [{ reasoningText: present({ text: thinking, signature: proof }) }];
}
