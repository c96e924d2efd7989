import type { JsonObject } from '../json.ts';

/** A block of an answer, already cut into the pieces that are streamed. */
export type AnswerBlock =
  | { readonly type: 'text'; readonly pieces: readonly string[] }
  | { readonly type: 'thinking'; readonly pieces: readonly string[]; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly pieces: readonly string[];
    };

/** What the model says and why it stopped. */
export interface Answer {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: 'end_turn' | 'tool_use' | 'max_tokens' | 'stop_sequence' | 'refusal';
  readonly stopSequence: string | null;
  readonly stopDetails?: JsonObject;
}

/** Tokens that an answer is billed for; thinking that is not shown counts all the same. */
export function outputTokens(answer: Answer): number {
  return Math.max(
    1,
    answer.blocks.reduce((sum, block) => sum + blockTokens(block), 0),
  );
}

function blockTokens(block: AnswerBlock): number {
  if (block.type === 'redacted_thinking') return HIDDEN_THINKING;
  const hidden = block.type === 'thinking' && block.pieces.length === 0 ? HIDDEN_THINKING : 0;
  return block.pieces.filter((piece) => piece !== '').length + hidden;
}

/** What thinking costs when none of it is shown. */
const HIDDEN_THINKING = 24;
