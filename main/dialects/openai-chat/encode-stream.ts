import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, FinishEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { type CallShape, type CallShapes, callShapesOf } from './call-shape.ts';
import { type ChunkFrame, createChunkFrame } from './chunk-frame.ts';
import { closeBlock, type OpenBlock, openCall, openingDelta } from './encode-block.ts';
import { encodeErrorBody } from './errors.ts';
import { encodeFinishReason } from './finish-reason.ts';
import { keptProof } from './reasoning-details.ts';

/**
 * Events to `chat.completion.chunk` records. Every chunk is built from the event; of an upstream's own JSON only the
 * members the hub has no name for are copied, and only when the upstream speaks this dialect too.
 */
export function createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<string> {
  const frame = createChunkFrame(request, context);
  const state: State = { frame, shapes: callShapesOf(request), dialect: undefined, calls: 0, details: 0 };
  const textHead = `${frame.head}{"content":`;
  const thinkingHead = `${frame.head}{"reasoning_content":`;
  const tail = `}${frame.tail}`;
  return {
    push(event) {
      switch (event.type) {
        case 'text-delta':
          return event.text === '' ? '' : textHead + JSON.stringify(event.text) + tail;
        case 'thinking-delta':
          return pushThinking(state, event.thinking)
            ? thinkingHead + JSON.stringify(event.thinking) + tail
            : '';
        default:
          return encodeRare(state, event);
      }
    },
  };
}

interface State {
  readonly frame: ChunkFrame;
  readonly shapes: CallShapes;
  /** The upstream's, once it has started. */
  dialect: DialectName | undefined;
  /** Tool calls so far: their index counts calls, not blocks. */
  calls: number;
  firstCall?: CallShape;
  /** Entries of `reasoning_details` so far. */
  details: number;
  open?: OpenBlock;
}

type RareEvent = Exclude<ChatEvent, { type: 'text-delta' | 'thinking-delta' }>;

function encodeRare(state: State, event: RareEvent): string {
  switch (event.type) {
    case 'start':
      state.dialect = event.dialect;
      return record(state, '{"role":"assistant","content":""}');
    case 'block-start':
      return startBlock(state, event.block);
    case 'signature-delta':
      if (state.open?.kind === 'thinking') state.open.signature += event.signature;
      return '';
    case 'arguments-delta':
      return pushArguments(state, event.json);
    case 'block-stop':
      return stopBlock(state);
    case 'finish':
      return finish(state, event);
    case 'error':
      return `data: ${JSON.stringify(encodeErrorBody(event.error))}\n\n`;
    case 'opaque-delta':
      return passMembers(state, event.source);
    case 'opaque-event':
      return isSameDialect(state) && event.name === 'delta' ? record(state, event.source) : '';
    case 'usage-update':
      return '';
    default:
      return assertNever(event);
  }
}

function record(state: State, delta: string): string {
  return state.frame.head + delta + state.frame.tail;
}

function startBlock(state: State, block: BlockStart): string {
  state.open = open(state, block);
  const delta = openingDelta(block, state.open);
  return delta === undefined ? '' : record(state, delta);
}

function open(state: State, block: BlockStart): OpenBlock {
  switch (block.type) {
    case 'text':
    case 'opaque':
      return { kind: 'other' };
    case 'thinking':
      return { kind: 'thinking', thinking: block.thinking, signature: block.signature };
    case 'redacted-thinking':
      return { kind: 'redacted', data: keptProof(state.dialect, block.data) };
    case 'tool-use':
      return openNextCall(state, block.name);
  }
}

function openNextCall(state: State, name: string): OpenBlock {
  const index = state.calls;
  const shape = state.shapes(name, index);
  state.calls += 1;
  state.firstCall ??= shape;
  return openCall(shape, index, state.frame);
}

/** Gathers thinking for its entry in `reasoning_details`; false when there is nothing to write. */
function pushThinking(state: State, thinking: string): boolean {
  if (state.open?.kind === 'thinking') state.open.thinking += thinking;
  return thinking !== '';
}

function pushArguments(state: State, json: string): string {
  const block = state.open;
  if (json === '' || (block?.kind !== 'call' && block?.kind !== 'custom')) return '';
  if (block.kind === 'custom') {
    block.arguments += json;
    return '';
  }
  block.isEmpty &&= json.trim() === '';
  return block.head + JSON.stringify(json) + block.tail;
}

function stopBlock(state: State): string {
  if (state.open?.kind === 'thinking') state.open.signature = keptProof(state.dialect, state.open.signature);
  const delta = state.open === undefined ? undefined : closeBlock(state.open, state.details);
  if (delta !== undefined && state.open?.kind !== 'call' && state.open?.kind !== 'custom') state.details += 1;
  state.open = undefined;
  return delta === undefined ? '' : record(state, delta);
}

function finish(state: State, event: FinishEvent): string {
  const isExplained = event.stopReason === 'refusal' && event.detail !== undefined && event.detail !== '';
  const refusal = isExplained ? record(state, `{"refusal":${JSON.stringify(event.detail)}}`) : '';
  const reason = encodeFinishReason(event.stopReason, state.firstCall);
  return `${refusal}${state.frame.finish(reason)}${state.frame.usage(event.usage)}data: [DONE]\n\n`;
}

/** Members of an upstream's tool call that the hub has no name for, e.g. Google's `extra_content`. */
function passMembers(state: State, source: string): string {
  if (!isSameDialect(state) || state.open?.kind !== 'call') return '';
  return record(state, `{"tool_calls":[{"index":${state.open.index},${source.slice(1)}]}`);
}

function isSameDialect(state: State): boolean {
  return state.dialect === 'openai-chat';
}
