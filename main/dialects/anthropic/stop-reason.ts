import type { StopReason } from '../../core/chat-event.ts';

const DECODED: Readonly<Record<string, StopReason>> = {
  end_turn: 'end_turn',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_use',
  pause_turn: 'pause_turn',
  refusal: 'refusal',
  model_context_window_exceeded: 'context_window_exceeded',
  compaction: 'compaction',
};

const ENCODED: Readonly<Record<StopReason, string>> = {
  end_turn: 'end_turn',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_use',
  pause_turn: 'pause_turn',
  refusal: 'refusal',
  content_filter: 'refusal',
  context_window_exceeded: 'model_context_window_exceeded',
  compaction: 'compaction',
  other: 'end_turn',
};

/** Anthropic's `stop_reason` in the hub's words; one this version does not know is `other`. */
export function decodeStopReason(reason: string): StopReason {
  return (Object.hasOwn(DECODED, reason) ? DECODED[reason] : undefined) ?? 'other';
}

/** The hub's stop reason in Anthropic's words. */
export function encodeStopReason(reason: StopReason): string {
  return ENCODED[reason];
}
