import type { StopReason } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import type { Usage } from '../../core/usage.ts';

/** What a decoder must remember between two events of one stream. */
export interface DecoderState {
  readonly restore: Restore;
  started: boolean;
  /** Set with the last event there will be: nothing after it is read. */
  done: boolean;
  /** What the open block is. `output`: the tool that stands in for structured output, read as text. */
  block: 'none' | 'plain' | 'tool' | 'output' | 'opaque';
  /** Arguments of the open tool call so far. */
  callText: string;
  /** Arguments that stood in `content_block_start`, held back until it is known that no deltas repeat them. */
  callInput: string;
  /** A tool of the client's was called. */
  called: boolean;
  /** The arguments of some call break off. */
  truncatedCall: boolean;
  /** The output tool was called, so the upstream's own `message_delta` would mislead the client. */
  rewritten: boolean;
  /** A guardrail stepped in. */
  intervened: boolean;
  startUsage: Usage;
  deltaUsage: Usage;
  deltaSource: string | undefined;
  stopReason: StopReason | undefined;
  stopSequence: string | undefined;
  detail: string | undefined;
}

/** The state before the first event. */
export function newDecoderState(restore: Restore): DecoderState {
  return {
    restore,
    started: false,
    done: false,
    block: 'none',
    callText: '',
    callInput: '',
    called: false,
    truncatedCall: false,
    rewritten: false,
    intervened: false,
    startUsage: {},
    deltaUsage: {},
    deltaSource: undefined,
    stopReason: undefined,
    stopSequence: undefined,
    detail: undefined,
  };
}
