import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { JsonObject } from '../../core/json.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';

/** A whole answer as the JSON form of a `CoreMessage`. The service itself only ever streams. */
export function encodeAnswer({ blocks }: ChatAnswer): JsonObject {
  const toolCalls = blocks.flatMap(encodeCall);
  return {
    role: 'ROLE_ASSISTANT',
    text: blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join(''),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

function encodeCall({ start, arguments: json }: AnswerBlock): JsonObject[] {
  if (start.type !== 'tool-use') return [];
  return [{ toolCallId: start.id, toolName: start.name, args: toolInput(json), rawToolCallArgs: json }];
}
