import type { BlockStart, ChatEvent, FinishEvent } from '../../core/chat-event.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { awsEventHeaders, encodeAwsFrame } from '../../framing/encode-aws-frame.ts';
import { toToolId } from '../openai-vocabulary/tool-id.ts';
import { encodeMessageStop, encodeMetadata } from './encode-finish.ts';
import { encodeProof } from './encode-proof.ts';
import { encodeExceptionFrame } from './errors.ts';

const HEADERS = {
  messageStart: awsEventHeaders('messageStart'),
  contentBlockStart: awsEventHeaders('contentBlockStart'),
  contentBlockDelta: awsEventHeaders('contentBlockDelta'),
  contentBlockStop: awsEventHeaders('contentBlockStop'),
  messageStop: awsEventHeaders('messageStop'),
  metadata: awsEventHeaders('metadata'),
} as const;

const MESSAGE_START = frame('messageStart', '{"role":"assistant"}');
const NOTHING = new Uint8Array(0);

interface State {
  upstream: DialectName;
  /** Blocks left out so far: the indices of the others must have no gap. */
  skipped: number;
  skipping: boolean;
}

/** Writes one ConverseStream: frames of an AWS event stream. */
export function createEncoder(context: AnswerContext): EventEncoder<Uint8Array> {
  const state: State = { upstream: 'bedrock-converse', skipped: 0, skipping: false };
  return { push: (event) => encodeEvent(state, event, context) };
}

function encodeEvent(state: State, event: ChatEvent, context: AnswerContext): Uint8Array {
  switch (event.type) {
    case 'start':
      state.upstream = event.dialect;
      return MESSAGE_START;
    case 'block-start':
      return encodeBlockStart(state, event.index - state.skipped, event);
    case 'block-stop':
      return encodeBlockStop(state, event.index - state.skipped);
    case 'finish':
      return encodeFinish(state, event, context);
    case 'error':
      return encodeExceptionFrame(event.error);
    case 'usage-update':
    case 'opaque-event':
      return NOTHING;
    default:
      return state.skipping ? NOTHING : encodeDelta(state, event);
  }
}

type Start = Extract<ChatEvent, { type: 'block-start' }>;
type Delta = Extract<ChatEvent, { type: `${string}-delta` }>;

/** Only calls are announced; text and reasoning begin with their first delta, as at Bedrock. */
function encodeBlockStart(state: State, index: number, { block, source }: Start): Uint8Array {
  switch (block.type) {
    case 'text':
      return block.text === '' ? NOTHING : textDelta(index, block.text);
    case 'thinking':
      return startThinking(state, index, block);
    case 'redacted-thinking':
      return delta(index, `{"reasoningContent":${JSON.stringify(encodeProof(state.upstream, block))}}`);
    case 'tool-use': {
      const toolUse = JSON.stringify({ toolUseId: toToolId(block.id), name: block.name });
      return frame('contentBlockStart', `{"contentBlockIndex":${index},"start":{"toolUse":${toolUse}}}`);
    }
    case 'opaque':
      return startOpaque(state, index, source);
  }
}

function startThinking(
  state: State,
  index: number,
  block: Extract<BlockStart, { type: 'thinking' }>,
): Uint8Array {
  const text = block.thinking === '' ? NOTHING : reasoningDelta(index, block.thinking);
  return block.signature === '' ? text : concat(text, signatureDelta(state, index, block.signature));
}

/** A block of Converse's own that no other format has, e.g. an image the model made. */
function startOpaque(state: State, index: number, source: string | undefined): Uint8Array {
  if (state.upstream === 'bedrock-converse') {
    return source === undefined ? NOTHING : frame('contentBlockStart', atIndex(source, index));
  }
  state.skipping = true;
  return NOTHING;
}

function encodeDelta(state: State, event: Delta): Uint8Array {
  const index = event.index - state.skipped;
  switch (event.type) {
    case 'text-delta':
      return event.text === '' ? NOTHING : textDelta(index, event.text);
    case 'thinking-delta':
      return event.thinking === '' ? NOTHING : reasoningDelta(index, event.thinking);
    case 'arguments-delta':
      return delta(index, `{"toolUse":{"input":${JSON.stringify(event.json)}}}`);
    case 'signature-delta':
      return signatureDelta(state, index, event.signature);
    case 'opaque-delta':
      return state.upstream === 'bedrock-converse'
        ? frame('contentBlockDelta', atIndex(event.source, index))
        : NOTHING;
  }
}

function encodeBlockStop(state: State, index: number): Uint8Array {
  if (!state.skipping) return frame('contentBlockStop', `{"contentBlockIndex":${index}}`);
  state.skipping = false;
  state.skipped += 1;
  return NOTHING;
}

function encodeFinish(state: State, event: FinishEvent, context: AnswerContext): Uint8Array {
  const finish = { ...event, dialect: state.upstream };
  return concat(
    frame('messageStop', JSON.stringify(encodeMessageStop(finish))),
    frame('metadata', JSON.stringify(encodeMetadata(finish, context))),
  );
}

function textDelta(index: number, text: string): Uint8Array {
  return delta(index, `{"text":${JSON.stringify(text)}}`);
}

function reasoningDelta(index: number, thinking: string): Uint8Array {
  return delta(index, `{"reasoningContent":{"text":${JSON.stringify(thinking)}}}`);
}

function signatureDelta(state: State, index: number, signature: string): Uint8Array {
  const proof = encodeProof(state.upstream, { type: 'thinking', signature });
  return delta(index, `{"reasoningContent":${JSON.stringify(proof)}}`);
}

function delta(index: number, json: string): Uint8Array {
  return frame('contentBlockDelta', `{"contentBlockIndex":${index},"delta":${json}}`);
}

function frame(event: keyof typeof HEADERS, payload: string): Uint8Array {
  return encodeAwsFrame(HEADERS[event], payload);
}

/** The upstream's own event, with the index the client counts by and without the upstream's padding. */
function atIndex(source: string, contentBlockIndex: number): string {
  const event: JsonObject = parseJsonObject(source) ?? {};
  const { p: _padding, ...members } = event;
  return JSON.stringify(isJsonObject(members) ? { ...members, contentBlockIndex } : { contentBlockIndex });
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  return Buffer.concat([first, second]);
}
