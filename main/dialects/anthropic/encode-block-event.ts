import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { toToolId } from '../openai-vocabulary/tool-id.ts';
import { sse, sseText } from './sse-record.ts';

/** The events between `start` and the end. */
type InnerEvent = Exclude<ChatEvent, { type: 'start' | 'finish' | 'error' | 'usage-update' }>;

/** Writes what stands between `message_start` and `message_delta`. */
export interface BlockEncoder {
  begin(dialect: DialectName): void;
  push(event: InnerEvent): string;
}

interface State {
  dialect: DialectName;
  /** Blocks left out so far: the indices of the others must have no gap, or the SDK loses tool input in silence. */
  skipped: number;
  skipping: boolean;
  /** The open thinking block still owes its signature. */
  unsigned: boolean;
}

/**
 * Anthropic's own events verbatim, any other's made anew. A thinking block of another vendor gets a sealed signature:
 * clients want one, return it, and it is recognised when it comes back.
 */
export function createBlockEncoder(): BlockEncoder {
  const state: State = { dialect: 'anthropic', skipped: 0, skipping: false, unsigned: false };
  return {
    begin(dialect) {
      state.dialect = dialect;
    },
    push: (event) => encodeInner(state, event),
  };
}

function encodeInner(state: State, event: InnerEvent): string {
  if (state.dialect === 'anthropic' && event.source !== undefined) {
    return sseText(eventName(event), event.source);
  }
  if (event.type === 'opaque-event') return '';
  if (event.type === 'block-start') return encodeStart(state, event.index - state.skipped, event.block);
  if (event.type === 'block-stop') return encodeStop(state, event.index - state.skipped);
  return state.skipping ? '' : encodeDelta(state, event);
}

function eventName(event: InnerEvent): string {
  switch (event.type) {
    case 'block-start':
      return 'content_block_start';
    case 'block-stop':
      return 'content_block_stop';
    case 'opaque-event':
      return event.name.replace(/[\r\n]/g, ' ');
    default:
      return 'content_block_delta';
  }
}

function encodeStart(state: State, index: number, block: BlockStart): string {
  state.unsigned = false;
  switch (block.type) {
    case 'text':
      return start(index, { type: 'text', text: '' }) + textDelta(index, 'text', block.text);
    case 'thinking':
      return startThinking(state, index, block);
    case 'redacted-thinking': {
      const data = sealProof({ dialect: state.dialect, kind: 'redacted', value: block.data });
      return start(index, { type: 'redacted_thinking', data });
    }
    case 'tool-use':
      return start(index, { type: 'tool_use', id: toToolId(block.id), name: block.name, input: {} });
    case 'opaque':
      state.skipping = true;
      return '';
  }
}

function startThinking(
  state: State,
  index: number,
  block: Extract<BlockStart, { type: 'thinking' }>,
): string {
  state.unsigned = block.signature === '' && state.dialect !== 'anthropic';
  return (
    start(index, { type: 'thinking', thinking: '', signature: '' }) +
    textDelta(index, 'thinking', block.thinking) +
    (block.signature === '' ? '' : signatureDelta(state, index, block.signature))
  );
}

type Delta = Exclude<InnerEvent, { type: 'block-start' | 'block-stop' | 'opaque-event' }>;

function encodeDelta(state: State, event: Delta): string {
  const index = event.index - state.skipped;
  switch (event.type) {
    case 'text-delta':
      return textDelta(index, 'text', event.text);
    case 'thinking-delta':
      return textDelta(index, 'thinking', event.thinking);
    case 'arguments-delta':
      return delta(index, `{"type":"input_json_delta","partial_json":${JSON.stringify(event.json)}}`);
    case 'signature-delta':
      return signatureDelta(state, index, event.signature);
    case 'opaque-delta':
      return '';
  }
}

function encodeStop(state: State, index: number): string {
  if (state.skipping) {
    state.skipping = false;
    state.skipped += 1;
    return '';
  }
  const owed = state.unsigned ? signatureDelta(state, index, '') : '';
  return `${owed}event: content_block_stop\ndata: {"type":"content_block_stop","index":${index}}\n\n`;
}

function start(index: number, content_block: unknown): string {
  return sse('content_block_start', { type: 'content_block_start', index, content_block });
}

function textDelta(index: number, kind: 'text' | 'thinking', text: string): string {
  return text === '' ? '' : delta(index, `{"type":"${kind}_delta","${kind}":${JSON.stringify(text)}}`);
}

function signatureDelta(state: State, index: number, value: string): string {
  state.unsigned = false;
  const signature =
    state.dialect === 'anthropic' ? value : sealProof({ dialect: state.dialect, kind: 'thinking', value });
  return delta(index, `{"type":"signature_delta","signature":${JSON.stringify(signature)}}`);
}

function delta(index: number, json: string): string {
  return `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},"delta":${json}}\n\n`;
}
