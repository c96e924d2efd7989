import type { BlockStart, StopReason } from './chat-event.ts';
import type { DialectName } from './dialect-name.ts';
import type { Usage } from './usage.ts';

/** One finished block of an answer, with everything its deltas brought. */
export interface AnswerBlock {
  readonly start: BlockStart;
  readonly text: string;
  readonly thinking: string;
  readonly signature: string;
  /** Tool arguments as JSON text; empty when the model gave none. */
  readonly arguments: string;
  /** The upstream's JSON text of `block-start`. */
  readonly source?: string;
  /** JSON text of the deltas only the upstream's own dialect understands. */
  readonly opaqueDeltas: readonly string[];
}

/** A whole answer: what `collect` makes of a stream for a client that did not ask for one. */
export interface ChatAnswer {
  readonly dialect: DialectName;
  readonly id?: string;
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: StopReason;
  readonly stopSequence?: string;
  readonly detail?: string;
  readonly usage: Usage;
  /** The upstream's JSON text of `start` and `finish`. */
  readonly startSource?: string;
  readonly finishSource?: string;
}
