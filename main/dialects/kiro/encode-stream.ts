import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, FinishEvent, StopReason } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { awsEventHeaders, awsExceptionHeaders, encodeAwsFrame } from '../../framing/encode-aws-frame.ts';
import { conversationIdOf } from './decode-request.ts';
import { CONTEXT_FULL, encodeFault, streamFaultName } from './errors.ts';
import { proofForClient } from './proofs.ts';
import { encodeUsage } from './usage.ts';

const TEXT = awsEventHeaders('assistantResponseEvent');
const THINKING = awsEventHeaders('reasoningContentEvent');
const CALL = awsEventHeaders('toolUseEvent');
const IDS = awsEventHeaders('messageMetadataEvent');
const USAGE = awsEventHeaders('metadataEvent');
const INVALID_STATE = awsEventHeaders('invalidStateEvent');
const NOTHING = new Uint8Array(0);

/** Events to frames of `application/vnd.amazon.eventstream`, named and shaped as the service's own. */
export function createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<Uint8Array> {
  const state: State = { request, context, dialect: 'kiro', signature: '' };
  return {
    push(event) {
      switch (event.type) {
        case 'text-delta':
          return frame(TEXT, ownSource(state, event) ?? textJson(event.text));
        case 'thinking-delta':
          return frame(THINKING, ownSource(state, event) ?? thinkingJson(event.thinking));
        case 'arguments-delta':
          return pushArguments(state, event.json);
        default:
          return encodeRare(state, event);
      }
    },
  };
}

interface State {
  readonly request: ChatRequest;
  readonly context: AnswerContext;
  /** The upstream's, once it has started. */
  dialect: DialectName;
  /** What has come of the open block's proof. */
  signature: string;
  call?: OpenCall;
  /** The end of the latest call, held back: a token limit may turn out to have cut it off. */
  held?: Uint8Array;
}

interface OpenCall {
  /** `{"toolUseId":…,"name":…`, to which each piece adds its own. */
  readonly head: string;
  isEmpty: boolean;
}

function frame(headers: Uint8Array, payload: string): Uint8Array {
  return payload === '' ? NOTHING : encodeAwsFrame(headers, payload);
}

/** The upstream's own payload, when it speaks this format too. */
function ownSource(state: State, event: { readonly source?: string }): string | undefined {
  return state.dialect === 'kiro' ? event.source : undefined;
}

function textJson(text: string): string {
  return text === '' ? '' : `{"content":${JSON.stringify(text)}}`;
}

function thinkingJson(text: string): string {
  return text === '' ? '' : `{"text":${JSON.stringify(text)}}`;
}

function pushArguments({ call }: State, json: string): Uint8Array {
  if (call === undefined || json === '') return NOTHING;
  call.isEmpty &&= json.trim() === '';
  return frame(CALL, `${call.head},"input":${JSON.stringify(json)}}`);
}

type RareEvent = Exclude<ChatEvent, { type: 'text-delta' | 'thinking-delta' | 'arguments-delta' }>;

function encodeRare(state: State, event: RareEvent): Uint8Array {
  switch (event.type) {
    case 'start':
      state.dialect = event.dialect;
      return state.dialect === 'kiro' ? NOTHING : frame(IDS, idsJson(state));
    case 'block-start':
      return join(release(state), startBlock(state, event.block));
    case 'signature-delta':
      state.signature += event.signature;
      return NOTHING;
    case 'block-stop':
      return stopBlock(state);
    case 'finish':
      return finish(state, event);
    case 'error': {
      const name = streamFaultName(event.error);
      return frame(awsExceptionHeaders(name), JSON.stringify(encodeFault(event.error)));
    }
    case 'opaque-event':
      return state.dialect === 'kiro' ? frame(awsEventHeaders(event.name), event.source) : NOTHING;
    case 'opaque-delta':
    case 'usage-update':
      return NOTHING;
    default:
      return assertNever(event);
  }
}

/** A service that speaks this format sends its own. */
function idsJson({ request, context }: State): string {
  const conversationId = conversationIdOf(request) ?? context.requestId;
  return JSON.stringify({ conversationId, utteranceId: context.requestId });
}

function startBlock(state: State, block: BlockStart): Uint8Array {
  state.signature = block.type === 'thinking' ? block.signature : '';
  switch (block.type) {
    case 'text':
      return frame(TEXT, textJson(block.text));
    case 'thinking':
      return frame(THINKING, thinkingJson(block.thinking));
    case 'redacted-thinking': {
      const redactedContent = proofForClient(state.dialect, 'redacted', block.data);
      return frame(THINKING, JSON.stringify({ redactedContent }));
    }
    case 'tool-use': {
      const members = JSON.stringify({ toolUseId: block.id, name: block.name });
      state.call = { head: members.slice(0, -1), isEmpty: true };
      return frame(CALL, members);
    }
    case 'opaque':
      return NOTHING;
  }
}

function stopBlock(state: State): Uint8Array {
  const { call, signature } = state;
  state.call = undefined;
  state.signature = '';
  if (call !== undefined) {
    // The reader parses what it has gathered, and nothing is no JSON.
    const input = call.isEmpty ? ',"input":"{}"' : '';
    state.held = frame(CALL, `${call.head}${input},"stop":true}`);
    return NOTHING;
  }
  if (signature === '') return NOTHING;
  return frame(THINKING, JSON.stringify({ signature: proofForClient(state.dialect, 'thinking', signature) }));
}

function release(state: State): Uint8Array {
  const held = state.held ?? NOTHING;
  state.held = undefined;
  return held;
}

/** Reasons that leave the latest call unfinished: its reader tells by the missing `stop`. */
const CUTS: ReadonlySet<StopReason> = new Set(['max_tokens', 'context_window_exceeded']);

/** The format has no stop reason: what cannot be inferred from the blocks is told as a fault. */
function finish(state: State, event: FinishEvent): Uint8Array {
  const last = release(state);
  const usage = encodeUsage(event.usage);
  const counted = usage === undefined ? NOTHING : frame(USAGE, JSON.stringify(usage));
  return join(CUTS.has(event.stopReason) ? NOTHING : last, counted, endOf(event));
}

function endOf({ stopReason, detail }: FinishEvent): Uint8Array {
  switch (stopReason) {
    case 'context_window_exceeded':
      return frame(
        awsExceptionHeaders(streamFaultName(CONTEXT_FULL)),
        JSON.stringify(encodeFault(CONTEXT_FULL)),
      );
    case 'refusal':
    case 'content_filter':
      return frame(
        INVALID_STATE,
        JSON.stringify({
          reason: 'CONTENT_FILTERED',
          message: detail || 'The model declined to answer this request.',
        }),
      );
    default:
      return NOTHING;
  }
}

function join(...frames: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = frames.filter(({ length }) => length > 0);
  if (first === undefined) return NOTHING;
  return others.length === 0 ? first : Buffer.concat([first, ...others]);
}
