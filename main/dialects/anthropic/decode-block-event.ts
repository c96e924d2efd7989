import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isTruncatedJson } from '../openai-vocabulary/truncated-json.ts';
import type { DecoderState } from './decoder-state.ts';

/** `content_block_start`; undefined when it is not valid. */
export function decodeBlockStart(
  state: DecoderState,
  event: JsonObject,
  source: string,
): ChatEvent[] | undefined {
  const index = event['index'];
  const block = event['content_block'];
  if (typeof index !== 'number' || !isJsonObject(block)) return undefined;
  if (block['type'] === 'tool_use') return startToolUse(state, event, { index, block, source });
  const start = decodeStart(block);
  state.block = start?.type === 'opaque' ? 'opaque' : 'plain';
  return start === undefined ? undefined : [{ type: 'block-start', index, block: start, source }];
}

/** `content_block_stop`, with the arguments that only the start had; undefined when it is not valid. */
export function decodeBlockStop(
  state: DecoderState,
  event: JsonObject,
  source: string,
): ChatEvent[] | undefined {
  const index = event['index'];
  if (typeof index !== 'number') return undefined;
  const stop: ChatEvent = { type: 'block-stop', index, source };
  const block = state.block;
  state.block = 'none';
  if (block !== 'tool' && block !== 'output') return [stop];
  const held = state.callText === '' ? state.callInput : '';
  if (isTruncatedJson(state.callText)) state.truncatedCall = true;
  if (held === '') return [stop];
  return block === 'tool'
    ? [{ type: 'arguments-delta', index, json: held }, stop]
    : [{ type: 'text-delta', index, text: held }, stop];
}

interface Fragment {
  readonly index: number;
  readonly json: string;
  readonly source: string;
}

/** `input_json_delta` of a tool call. */
export function takeArguments(state: DecoderState, fragment: Fragment): ChatEvent[] {
  const { index, json, source } = fragment;
  state.callText += json;
  return state.block === 'output'
    ? [{ type: 'text-delta', index, text: json }]
    : [{ type: 'arguments-delta', index, json, source }];
}

function decodeStart(block: JsonObject): BlockStart | undefined {
  switch (block['type']) {
    case 'text':
      return { type: 'text', text: stringOr(block['text'], '') };
    case 'thinking': {
      const signature = stringOr(block['signature'], '');
      return { type: 'thinking', thinking: stringOr(block['thinking'], ''), signature };
    }
    case 'redacted_thinking':
      return { type: 'redacted-thinking', data: stringOr(block['data'], '') };
    default:
      return typeof block['type'] === 'string' ? { type: 'opaque', name: block['type'] } : undefined;
  }
}

interface ToolUse {
  readonly index: number;
  readonly block: JsonObject;
  readonly source: string;
}

function startToolUse(state: DecoderState, event: JsonObject, call: ToolUse): ChatEvent[] | undefined {
  const { id, name, input } = call.block;
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  state.callText = '';
  state.callInput = isJsonObject(input) && Object.keys(input).length > 0 ? JSON.stringify(input) : '';
  if (name === state.restore.outputTool) {
    state.block = 'output';
    state.rewritten = true;
    return [{ type: 'block-start', index: call.index, block: { type: 'text', text: '' } }];
  }
  state.block = 'tool';
  state.called = true;
  const own = state.restore.toolNames?.get(name);
  const block = { type: 'tool-use', id, name: own ?? name } as const;
  if (own === undefined && state.callInput === '') {
    return [{ type: 'block-start', index: call.index, block, source: call.source }];
  }
  const source = JSON.stringify({ ...event, content_block: { ...call.block, name: block.name, input: {} } });
  return [{ type: 'block-start', index: call.index, block, source }];
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
