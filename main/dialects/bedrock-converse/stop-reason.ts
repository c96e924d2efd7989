import type { StopReason } from '../../core/chat-event.ts';
import type { DialectName } from '../../core/dialect-name.ts';

const DECODED: Readonly<Record<string, StopReason>> = {
  end_turn: 'end_turn',
  tool_use: 'tool_use',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  model_context_window_exceeded: 'context_window_exceeded',
};

const ENCODED: Readonly<Record<StopReason, string>> = {
  end_turn: 'end_turn',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_use',
  pause_turn: 'end_turn',
  refusal: 'content_filtered',
  content_filter: 'content_filtered',
  context_window_exceeded: 'model_context_window_exceeded',
  compaction: 'end_turn',
  other: 'end_turn',
};

/** What the model wrote cannot be read: no answer, whatever arrived before it. */
const MALFORMED: ReadonlySet<string> = new Set(['malformed_model_output', 'malformed_tool_use']);

/** Converse's `stopReason` in the hub's words; one this version does not know is `other`. */
export function decodeStopReason(reason: string): StopReason | 'malformed' {
  if (MALFORMED.has(reason)) return 'malformed';
  return (Object.hasOwn(DECODED, reason) ? DECODED[reason] : undefined) ?? 'other';
}

/** The hub's stop reason in Converse's words. Claude's answers on Bedrock are filtered by guardrails only. */
export function encodeStopReason(reason: StopReason, upstream: DialectName): string {
  return reason === 'content_filter' && upstream === 'anthropic' ? 'guardrail_intervened' : ENCODED[reason];
}
