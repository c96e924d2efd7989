import type { StopReason } from '../../core/chat-event.ts';

/** How a response ended. */
export type AnswerStatus =
  | { readonly status: 'completed'; readonly reason?: undefined }
  | { readonly status: 'incomplete'; readonly reason: 'max_output_tokens' | 'content_filter' };

const COMPLETED: AnswerStatus = { status: 'completed' };
const CUT: AnswerStatus = { status: 'incomplete', reason: 'max_output_tokens' };

const STATUSES: { readonly [reason in StopReason]: AnswerStatus } = {
  end_turn: COMPLETED,
  stop_sequence: COMPLETED,
  tool_use: COMPLETED,
  pause_turn: COMPLETED,
  compaction: COMPLETED,
  other: COMPLETED,
  // What the model declines it says in a refusal part.
  refusal: COMPLETED,
  max_tokens: CUT,
  context_window_exceeded: CUT,
  content_filter: { status: 'incomplete', reason: 'content_filter' },
};

/** The status for a stop reason. */
export function encodeAnswerStatus(reason: StopReason): AnswerStatus {
  return STATUSES[reason];
}

/** The text of a refusal the upstream did not explain: the format wants one. */
const UNEXPLAINED = 'The model declined to answer.';

/** What the refusal part of an answer says; undefined when the model did not refuse. */
export function refusalOf(reason: StopReason, detail: string | undefined): string | undefined {
  if (reason !== 'refusal') return undefined;
  return detail === undefined || detail === '' ? UNEXPLAINED : detail;
}
