import type { AppError } from './app-error.ts';
import type { DialectName } from './dialect-name.ts';
import type { Usage } from './usage.ts';

/** Why the model stopped. */
export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'tool_use'
  | 'pause_turn'
  | 'refusal'
  | 'content_filter'
  | 'context_window_exceeded'
  | 'compaction'
  | 'other';

/** What opens a block; the rest of it arrives as deltas. */
export type BlockStart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted-thinking'; readonly data: string }
  | { readonly type: 'tool-use'; readonly id: string; readonly name: string }
  | { readonly type: 'opaque'; readonly name: string };

/**
 * The only currency between decoders and encoders. Grammar: `start`, then blocks one after another
 * (`block-start`, deltas, `block-stop`, indices 0, 1, 2 …), then exactly one `finish` or `error`.
 *
 * `source` is the upstream's own JSON text of the event, in the dialect named by `start`; an encoder of the same
 * dialect writes it as it is.
 */
export type ChatEvent =
  | StartEvent
  | {
      readonly type: 'block-start';
      readonly index: number;
      readonly block: BlockStart;
      readonly source?: string;
    }
  | { readonly type: 'text-delta'; readonly index: number; readonly text: string; readonly source?: string }
  | {
      readonly type: 'thinking-delta';
      readonly index: number;
      readonly thinking: string;
      readonly source?: string;
    }
  | {
      readonly type: 'signature-delta';
      readonly index: number;
      readonly signature: string;
      readonly source?: string;
    }
  | {
      readonly type: 'arguments-delta';
      readonly index: number;
      readonly json: string;
      readonly source?: string;
    }
  | { readonly type: 'opaque-delta'; readonly index: number; readonly source: string }
  | { readonly type: 'block-stop'; readonly index: number; readonly source?: string }
  | { readonly type: 'usage-update'; readonly usage: Usage }
  | { readonly type: 'opaque-event'; readonly name: string; readonly source: string }
  | FinishEvent
  | ErrorEvent;

export interface StartEvent {
  readonly type: 'start';
  /** The upstream's dialect. */
  readonly dialect: DialectName;
  readonly id?: string;
  readonly usage?: Usage;
  readonly source?: string;
}

export interface FinishEvent {
  readonly type: 'finish';
  readonly stopReason: StopReason;
  /** The stop sequence that was met, with `stop_sequence`. */
  readonly stopSequence?: string;
  /** The whole count for this answer. */
  readonly usage: Usage;
  /** The upstream's explanation of a refusal. */
  readonly detail?: string;
  /** For Anthropic: the text of `message_delta`, or undefined when there was none. */
  readonly source?: string;
}

export interface ErrorEvent {
  readonly type: 'error';
  readonly error: AppError;
}

/** True once the client has something to see: from here on no other target may answer. */
export function isContent(event: ChatEvent): boolean {
  return event.type !== 'start' && event.type !== 'usage-update' && event.type !== 'error';
}
