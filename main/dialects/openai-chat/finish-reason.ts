import type { StopReason } from '../../core/chat-event.ts';
import type { CallShape } from './call-shape.ts';

const FINISH_REASONS: { readonly [reason in StopReason]: string } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  context_window_exceeded: 'length',
  refusal: 'content_filter',
  content_filter: 'content_filter',
  pause_turn: 'stop',
  compaction: 'stop',
  other: 'stop',
};

/**
 * `finish_reason` for a stop reason; `firstCall` is undefined when the answer has no tool calls. What the answer holds
 * beats what the upstream said: agents run no tool after `stop`, and look for one after `tool_calls`.
 */
export function encodeFinishReason(reason: StopReason, firstCall: CallShape | undefined): string {
  const encoded = FINISH_REASONS[reason];
  if (encoded !== 'stop' && encoded !== 'tool_calls') return encoded;
  if (firstCall === undefined) return 'stop';
  return firstCall === 'function-call' ? 'function_call' : 'tool_calls';
}

/** OpenAI's own values, then those of servers that speak its format with words of their own. */
const STOP_REASONS: ReadonlyMap<string, StopReason> = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['content_filter', 'content_filter'],
  ['max_tokens', 'max_tokens'],
  ['model_length', 'context_window_exceeded'],
  ['end_turn', 'end_turn'],
  ['stop_sequence', 'stop_sequence'],
  ['eos', 'end_turn'],
  ['eos_token', 'end_turn'],
  ['tool_use', 'tool_use'],
  ['refusal', 'refusal'],
  ['safety', 'content_filter'],
]);

/** The stop reason for a `finish_reason`; tool calls in the answer beat any kind of "stop". */
export function decodeFinishReason(reason: string, hasToolCalls: boolean): StopReason {
  const decoded = STOP_REASONS.get(reason.toLowerCase()) ?? 'other';
  const isStop = decoded === 'end_turn' || decoded === 'other' || decoded === 'tool_use';
  if (!isStop) return decoded;
  if (hasToolCalls) return 'tool_use';
  return decoded === 'tool_use' ? 'end_turn' : decoded;
}

/** Words that mean the answer broke off: never a finish. `insufficient_system_resource` is DeepSeek's. */
export function isFailedFinish(reason: string): boolean {
  return reason === 'error' || reason === 'abort' || reason === 'insufficient_system_resource';
}
