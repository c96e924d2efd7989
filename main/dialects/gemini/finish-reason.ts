import type { StopReason } from '../../core/chat-event.ts';

const ENCODED: Readonly<Record<StopReason, string>> = {
  end_turn: 'STOP',
  stop_sequence: 'STOP',
  tool_use: 'STOP',
  pause_turn: 'STOP',
  compaction: 'STOP',
  max_tokens: 'MAX_TOKENS',
  context_window_exceeded: 'MAX_TOKENS',
  refusal: 'SAFETY',
  content_filter: 'SAFETY',
  other: 'OTHER',
};

/** `finishReason` for a stop reason. A tool call has none of its own. */
export function encodeFinishReason(reason: StopReason): string {
  return ENCODED[reason];
}

const DECODED: ReadonlyMap<string, StopReason> = new Map<string, StopReason>([
  ['STOP', 'end_turn'],
  ['MAX_TOKENS', 'max_tokens'],
  ['CONTINUATION', 'max_tokens'],
  ['SAFETY', 'content_filter'],
  ['RECITATION', 'content_filter'],
  ['LANGUAGE', 'content_filter'],
  ['BLOCKLIST', 'content_filter'],
  ['PROHIBITED_CONTENT', 'content_filter'],
  ['SPII', 'content_filter'],
  ['MODEL_ARMOR', 'content_filter'],
  ['IMAGE_SAFETY', 'content_filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content_filter'],
  ['IMAGE_RECITATION', 'content_filter'],
]);

/** The stop reason for a `finishReason`; a call in the answer is what it stopped for, unless it was cut off. */
export function decodeFinishReason(reason: string, hasCalls: boolean): StopReason {
  const decoded = DECODED.get(reason) ?? 'other';
  return hasCalls && (decoded === 'end_turn' || decoded === 'other') ? 'tool_use' : decoded;
}

const BROKEN: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

/** Reasons that mean the model failed to say what it wanted: never a finish. */
export function isBrokenFinish(reason: string): boolean {
  return BROKEN.has(reason);
}
