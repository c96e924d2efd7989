import type { StopReason } from '../../core/chat-event.ts';
import type { JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';
import { present } from '../openai-vocabulary/present.ts';

const DONE_REASONS: { readonly [reason in StopReason]: 'stop' | 'length' } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'stop',
  pause_turn: 'stop',
  refusal: 'stop',
  content_filter: 'stop',
  compaction: 'stop',
  other: 'stop',
  max_tokens: 'length',
  context_window_exceeded: 'length',
};

/**
 * What the end of an answer tells: why, and how many tokens. A count of 0 is left out, as Ollama does; durations are left
 * out too, for what another server spent on loading and evaluating is not known.
 */
export function doneMembers(reason: StopReason, usage: Usage): JsonObject {
  return present({
    done_reason: DONE_REASONS[reason],
    prompt_eval_count: totalInputTokens(usage) || undefined,
    eval_count: usage.outputTokens || undefined,
  });
}
