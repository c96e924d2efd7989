import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, FinishEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { encodeConnectEnd, encodeConnectFrame } from '../../framing/connect.ts';
import { isSealed, sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { invocationIdOf } from './decode-request.ts';
import { encodeEndFrame } from './errors.ts';
import { encodeUsageParts } from './usage.ts';
import { ERROR_TYPES, type StreamPart } from './wire/inference-types.ts';
import {
  encodeHeartbeat,
  encodeInvocationEnd,
  encodeResponse,
  encodeRunReady,
} from './wire/server-message.ts';
import { encodeStreamPart } from './wire/stream-part.ts';

const NOTHING = new Uint8Array(0);

/** The frame that keeps a silent stream alive. */
export const HEARTBEAT = encodeConnectFrame(encodeHeartbeat());

/** Events to the frames of a run: ready, the parts of one invocation, its end, the end of the stream. */
export function createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<Uint8Array> {
  const state: State = {
    request,
    context,
    id: invocationIdOf(request),
    dialect: 'cursor',
    calls: 0,
    signature: '',
  };
  return { push: (event) => encode(state, event) };
}

interface State {
  readonly request: ChatRequest;
  readonly context: AnswerContext;
  readonly id: string;
  /** The upstream's, once it has started. */
  dialect: DialectName;
  calls: number;
  call?: { readonly id: string; readonly name: string; readonly index: number; arguments: string };
  signature: string;
}

function encode(state: State, event: ChatEvent): Uint8Array {
  switch (event.type) {
    case 'text-delta':
      return event.text === '' ? NOTHING : part(state, { kind: 'text', text: event.text });
    case 'thinking-delta':
      return event.thinking === ''
        ? NOTHING
        : part(state, { kind: 'thinking', text: event.thinking, signature: '' });
    case 'arguments-delta':
      return pushArguments(state, event.json);
    case 'start':
      state.dialect = event.dialect;
      return Buffer.concat([
        encodeConnectFrame(encodeRunReady()),
        part(state, { kind: 'info', id: state.context.requestId, model: state.request.model, error: '' }),
      ]);
    case 'block-start':
      return startBlock(state, event.block);
    case 'signature-delta':
      state.signature += event.signature;
      return NOTHING;
    case 'block-stop':
      return stopBlock(state);
    case 'finish':
      return finish(state, event);
    case 'error':
      return encodeEndFrame(event.error);
    case 'opaque-delta':
    case 'opaque-event':
    case 'usage-update':
      return NOTHING;
    default:
      return assertNever(event);
  }
}

function part({ id }: State, content: Parameters<typeof encodeStreamPart>[0]): Uint8Array {
  return encodeConnectFrame(encodeResponse(id, encodeStreamPart(content)));
}

function startBlock(state: State, block: BlockStart): Uint8Array {
  state.signature = block.type === 'thinking' ? block.signature : '';
  if (block.type === 'text')
    return block.text === '' ? NOTHING : part(state, { kind: 'text', text: block.text });
  if (block.type === 'thinking') {
    return block.thinking === ''
      ? NOTHING
      : part(state, { kind: 'thinking', text: block.thinking, signature: '' });
  }
  // The format has no place for redacted thinking in a stream, nor for what only another format knows.
  if (block.type !== 'tool-use') return NOTHING;
  state.call = { id: block.id, name: block.name, index: state.calls, arguments: '' };
  state.calls += 1;
  return part(state, callPart(state.call, '', false));
}

function callPart(call: NonNullable<State['call']>, json: string, isComplete: boolean) {
  const { id, name, index } = call;
  return { kind: 'tool-call', id, name, index, arguments: json, isComplete } as const;
}

function pushArguments(state: State, json: string): Uint8Array {
  const { call } = state;
  if (call === undefined || json === '') return NOTHING;
  call.arguments += json;
  return part(state, callPart(call, json, false));
}

/** The last part of a call repeats all of its arguments. */
function stopBlock(state: State): Uint8Array {
  const { call, signature, dialect } = state;
  state.call = undefined;
  state.signature = '';
  if (call !== undefined)
    return part(state, callPart(call, call.arguments.trim() === '' ? '{}' : call.arguments, true));
  if (signature === '') return NOTHING;
  const isOwn = dialect === 'cursor' || isSealed(signature);
  const proof = isOwn ? signature : sealProof({ dialect, kind: 'thinking', value: signature });
  return part(state, { kind: 'thinking', text: '', signature: proof });
}

/** The format has no stop reason: what cannot be inferred is told as an error of the answer, which still ends well. */
function finish(state: State, event: FinishEvent): Uint8Array {
  const told = reasonPart(event);
  return Buffer.concat([
    ...encodeUsageParts(event.usage).map((usage) => part(state, usage)),
    ...(told === undefined ? [] : [part(state, told)]),
    encodeConnectFrame(encodeInvocationEnd(state.id)),
    encodeConnectEnd('{}'),
  ]);
}

function reasonPart({ stopReason, detail }: FinishEvent): (StreamPart & { kind: 'error' }) | undefined {
  const { outputLimit, inputLimit, contentFilter } = ERROR_TYPES;
  switch (stopReason) {
    case 'max_tokens':
      return reason('max_output_tokens', outputLimit, 'The answer reached its limit of tokens.');
    case 'context_window_exceeded':
      return reason(
        'context_length_exceeded',
        inputLimit,
        'The conversation fills the context of the model.',
      );
    case 'refusal':
    case 'content_filter':
      return reason('content_filter', contentFilter, detail || 'The model declined to answer this request.');
    default:
      return undefined;
  }
}

function reason(code: string, type: number, message: string): StreamPart & { kind: 'error' } {
  return { kind: 'error', code, type, message };
}
