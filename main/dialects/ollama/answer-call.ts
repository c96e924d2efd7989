import type { StopReason } from '../../core/chat-event.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';

/** A whole tool call of an answer. */
export interface AnswerCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** One item of `tool_calls`; `index` counts the answer's calls. */
export function encodeAnswerCall({ id, name, arguments: text }: AnswerCall, index: number): JsonObject {
  return { id, function: { index, name, arguments: toolInput(text) } };
}

/** A call whose arguments are all there. */
export function isWhole({ arguments: text }: AnswerCall): boolean {
  return text.trim() === '' || parseJsonObject(text) !== undefined;
}

/** True where an answer was cut: a call that is not whole by then is one the model never finished. */
export function isCut(reason: StopReason): boolean {
  return reason === 'max_tokens' || reason === 'context_window_exceeded';
}
