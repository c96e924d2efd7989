import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, FinishEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { type AnswerCall, encodeAnswerCall, isCut, isWhole } from './answer-call.ts';
import { type AnswerFrame, createAnswerFrame, type Voice } from './answer-frame.ts';
import { doneMembers } from './done-members.ts';
import { encodeErrorBody } from './errors.ts';

/** Makes encoders of one voice: events to lines of JSON, the tool calls whole. */
export function streamEncoder(voice: Voice) {
  return (request: ChatRequest, context: AnswerContext): EventEncoder<string> => {
    const frame = createAnswerFrame(request.model, context, voice);
    const state: State = { frame, open: undefined, calls: 0, doubtful: [], hasText: false };
    return {
      push: (event) => encode(state, event),
      // Blank lines are noise to clients; a line without content is an answer that has not begun.
      keepAlive: `${frame.head}""${frame.tail}`,
    };
  };
}

interface State {
  readonly frame: AnswerFrame;
  /** The tool call that is coming in. */
  open: { readonly id: string; readonly name: string; readonly json: string[] } | undefined;
  /** Tool calls written so far. */
  calls: number;
  /** Calls whose arguments are no JSON object: the end tells whether they were cut or are what the model wrote. */
  readonly doubtful: AnswerCall[];
  hasText: boolean;
}

function encode(state: State, event: ChatEvent): string {
  switch (event.type) {
    case 'text-delta':
      return text(state, event.text);
    case 'thinking-delta':
      return thinking(state, event.thinking);
    case 'arguments-delta':
      state.open?.json.push(event.json);
      return '';
    case 'block-start':
      return startBlock(state, event.block);
    case 'block-stop':
      return stopBlock(state);
    case 'finish':
      return finish(state, event);
    case 'error':
      return `${JSON.stringify(encodeErrorBody(event.error))}\n`;
    case 'start':
    case 'signature-delta':
    case 'opaque-delta':
    case 'usage-update':
    case 'opaque-event':
      return '';
    default:
      return assertNever(event);
  }
}

function text(state: State, content: string): string {
  if (content === '') return '';
  state.hasText = true;
  return state.frame.head + JSON.stringify(content) + state.frame.tail;
}

function thinking({ frame }: State, content: string): string {
  return content === '' ? '' : `${frame.head}"","thinking":${JSON.stringify(content)}${frame.tail}`;
}

function startBlock(state: State, block: BlockStart): string {
  switch (block.type) {
    case 'text':
      return text(state, block.text);
    case 'thinking':
      return thinking(state, block.thinking);
    case 'tool-use':
      state.open = { id: block.id, name: block.name, json: [] };
      return '';
    case 'redacted-thinking':
    case 'opaque':
      return '';
  }
}

function stopBlock(state: State): string {
  const { open } = state;
  if (open === undefined) return '';
  state.open = undefined;
  const call = { id: open.id, name: open.name, arguments: open.json.join('') };
  if (isWhole(call)) return writeCall(state, call);
  state.doubtful.push(call);
  return '';
}

function writeCall(state: State, call: AnswerCall): string {
  const json = stringifyJson(encodeAnswerCall(call, state.calls));
  state.calls += 1;
  return `${state.frame.head}"","tool_calls":[${inOneLine(json)}]${state.frame.tail}`;
}

/** Outside its strings JSON may hold line breaks, as models that indent write them. */
function inOneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]+/g, ' ') : json;
}

function finish(state: State, { stopReason, usage, detail }: FinishEvent): string {
  const calls = isCut(stopReason) ? '' : state.doubtful.map((call) => writeCall(state, call)).join('');
  // The format has no word for a refusal: without its explanation the answer would be an empty one.
  const refusal = stopReason === 'refusal' && !state.hasText ? text(state, detail ?? '') : '';
  return calls + refusal + state.frame.last(doneMembers(stopReason, usage));
}
