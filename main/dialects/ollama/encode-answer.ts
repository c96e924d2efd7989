import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { type AnswerCall, encodeAnswerCall, isCut, isWhole } from './answer-call.ts';
import { frameMembers, type Voice } from './answer-frame.ts';
import { doneMembers } from './done-members.ts';

/** Makes the encoder of whole answers in one voice. */
export function answerEncoder(voice: Voice) {
  return (answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject => {
    const { content, ...members } = saidMembers(answer);
    return {
      ...frameMembers(request.model, context),
      ...(voice === 'chat'
        ? { message: { role: 'assistant', content, ...members } }
        : { response: content, ...members }),
      done: true,
      ...doneMembers(answer.stopReason, answer.usage),
    };
  };
}

interface Said extends JsonObject {
  readonly content: string;
}

function saidMembers({ blocks, stopReason, detail }: ChatAnswer): Said {
  const text = blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join('');
  const thinking = blocks.map((block) => block.thinking).join('');
  const calls = blocks.flatMap(callOf).filter((call) => isWhole(call) || !isCut(stopReason));
  return {
    content: text === '' && stopReason === 'refusal' ? (detail ?? '') : text,
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(encodeAnswerCall) }),
  };
}

function callOf({ start, arguments: text }: AnswerBlock): AnswerCall[] {
  return start.type === 'tool-use' ? [{ id: start.id, name: start.name, arguments: text }] : [];
}
