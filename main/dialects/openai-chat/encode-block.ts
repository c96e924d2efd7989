import type { BlockStart } from '../../core/chat-event.ts';
import { type CallShape, freeTextOf } from './call-shape.ts';
import type { ChunkFrame } from './chunk-frame.ts';
import { encodeRedactedDetail, encodeThinkingDetail } from './reasoning-details.ts';

/** The block a stream is in, with what must be known when it ends. */
export type OpenBlock =
  | { readonly kind: 'other' }
  | { readonly kind: 'thinking'; thinking: string; signature: string }
  | { readonly kind: 'redacted'; readonly data: string }
  | OpenCall
  | { readonly kind: 'custom'; readonly index: number; arguments: string };

interface OpenCall {
  readonly kind: 'call';
  readonly shape: 'function' | 'function-call';
  readonly index: number;
  /** `head` + JSON of a fragment + `tail` is one record. */
  readonly head: string;
  readonly tail: string;
  /** No argument text so far. */
  isEmpty: boolean;
}

/** A tool call about to be streamed: its argument records differ only in the fragment. */
export function openCall(shape: CallShape, index: number, frame: ChunkFrame): OpenBlock {
  if (shape === 'custom') return { kind: 'custom', index, arguments: '' };
  const [head, tail] = argumentsAround(shape, index);
  return { kind: 'call', shape, index, head: frame.head + head, tail: tail + frame.tail, isEmpty: true };
}

function argumentsAround(shape: 'function' | 'function-call', index: number): readonly [string, string] {
  if (shape === 'function-call') return ['{"function_call":{"arguments":', '}}'];
  return [`{"tool_calls":[{"index":${index},"function":{"arguments":`, '}}]}'];
}

/** The delta that opens a block; undefined when nothing is to be said yet. */
export function openingDelta(block: BlockStart, open: OpenBlock): string | undefined {
  if (block.type === 'text') return stringDelta('content', block.text);
  if (block.type === 'thinking') return stringDelta('reasoning_content', block.thinking);
  if (block.type !== 'tool-use') return undefined;
  return open.kind === 'call' || open.kind === 'custom' ? callDelta(block.id, block.name, open) : undefined;
}

function callDelta(id: string, name: string, open: Extract<OpenBlock, { index: number }>): string {
  if (open.kind === 'custom') {
    const call = { index: open.index, id, type: 'custom', custom: { name, input: '' } };
    return JSON.stringify({ tool_calls: [call] });
  }
  const called = { name, arguments: '' };
  if (open.shape === 'function-call') return JSON.stringify({ function_call: called });
  return JSON.stringify({ tool_calls: [{ index: open.index, id, type: 'function', function: called }] });
}

/** The delta that closes a block; `detailIndex` numbers the entries of `reasoning_details`. */
export function closeBlock(block: OpenBlock, detailIndex: number): string | undefined {
  switch (block.kind) {
    case 'other':
      return undefined;
    case 'thinking': {
      const detail = encodeThinkingDetail(block.thinking, block.signature, detailIndex);
      return detail === undefined ? undefined : JSON.stringify({ reasoning_details: [detail] });
    }
    case 'redacted':
      return JSON.stringify({ reasoning_details: [encodeRedactedDetail(block.data, detailIndex)] });
    case 'custom': {
      const custom = { input: freeTextOf(block.arguments) };
      return JSON.stringify({ tool_calls: [{ index: block.index, custom }] });
    }
    case 'call':
      return block.isEmpty ? emptyArguments(block) : undefined;
  }
}

/** Clients parse the arguments: a call without any must still say `{}`. */
function emptyArguments(block: OpenCall): string {
  const [head, tail] = argumentsAround(block.shape, block.index);
  return `${head}"{}"${tail}`;
}

function stringDelta(member: string, text: string): string | undefined {
  return text === '' ? undefined : JSON.stringify({ [member]: text });
}
