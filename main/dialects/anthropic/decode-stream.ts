import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { GUARDRAIL_ACTION, withoutBedrockKeys } from './bedrock-keys.ts';
import { decodeBlockStart, decodeBlockStop, takeArguments } from './decode-block-event.ts';
import { decodeErrorEvent } from './decode-error.ts';
import { type DecoderState, newDecoderState } from './decoder-state.ts';
import { decodeStopReason } from './stop-reason.ts';
import { decodeInvocationMetrics, decodeUsage, totalUsage } from './usage.ts';

/**
 * Reads one Messages stream. Each frame is the JSON text of one stream event: the data of an SSE record, or the inner
 * JSON of a Bedrock chunk. One `JSON.parse` per frame and nothing else on the way of a delta.
 */
export function createAnthropicDecoder(restore: Restore): EventDecoder<string> {
  const state = newDecoderState(restore);
  return { push: (frame) => (state.done ? [] : decodeFrame(state, frame)), end: () => [] };
}

function decodeFrame(state: DecoderState, frame: string): ChatEvent[] {
  const event = parse(frame);
  if (event === undefined) return malformed(state, 'a stream event is not a JSON object');
  if (event[GUARDRAIL_ACTION] === undefined) return decodeEvent(state, event, frame);
  if (event[GUARDRAIL_ACTION] === 'INTERVENED') state.intervened = true;
  const clean = withoutBedrockKeys(event);
  // The metrics may stand beside the guardrail's verdict, so message_stop is read as it came.
  return decodeEvent(state, event['type'] === 'message_stop' ? event : clean, JSON.stringify(clean));
}

function parse(frame: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(frame);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function decodeEvent(state: DecoderState, event: JsonObject, source: string): ChatEvent[] {
  const type = event['type'];
  switch (type) {
    case 'content_block_delta':
      return decodeDelta(state, event, source);
    case 'content_block_start':
      return decodeBlockStart(state, event, source) ?? malformed(state, 'a block did not start properly');
    case 'content_block_stop':
      return decodeBlockStop(state, event, source) ?? malformed(state, 'a block did not stop properly');
    case 'message_start':
      return decodeStart(state, event, source);
    case 'message_delta':
      return decodeMessageDelta(state, event, source);
    case 'message_stop':
      return decodeStop(state, event);
    case 'error':
      return fail(state, decodeErrorEvent(event));
    case 'ping':
      return [];
    default:
      return typeof type === 'string' && state.started ? [{ type: 'opaque-event', name: type, source }] : [];
  }
}

function decodeDelta(state: DecoderState, event: JsonObject, source: string): ChatEvent[] {
  const index = event['index'];
  const delta = event['delta'];
  if (typeof index !== 'number' || !isJsonObject(delta))
    return malformed(state, 'a delta has no index or no content');
  if (state.block === 'opaque') return [{ type: 'opaque-delta', index, source }];
  switch (delta['type']) {
    case 'text_delta': {
      const text = delta['text'];
      if (typeof text === 'string') return [{ type: 'text-delta', index, text, source }];
      break;
    }
    case 'thinking_delta': {
      const thinking = delta['thinking'];
      if (typeof thinking === 'string') return [{ type: 'thinking-delta', index, thinking, source }];
      break;
    }
    case 'input_json_delta': {
      const json = delta['partial_json'];
      if (typeof json === 'string') return takeArguments(state, { index, json, source });
      break;
    }
    case 'signature_delta': {
      const signature = delta['signature'];
      if (typeof signature === 'string') return [{ type: 'signature-delta', index, signature, source }];
      break;
    }
    default:
      return [{ type: 'opaque-delta', index, source }];
  }
  return malformed(state, 'a delta has no content');
}

function decodeStart(state: DecoderState, event: JsonObject, source: string): ChatEvent[] {
  const message = event['message'];
  if (!isJsonObject(message)) return malformed(state, 'the answer did not start properly');
  state.started = true;
  state.startUsage = decodeUsage(message['usage']);
  const id = message['id'];
  return [
    {
      type: 'start',
      dialect: 'anthropic',
      id: typeof id === 'string' ? id : undefined,
      usage: state.startUsage,
      source,
    },
  ];
}

function decodeMessageDelta(state: DecoderState, event: JsonObject, source: string): ChatEvent[] {
  const delta = isJsonObject(event['delta']) ? event['delta'] : {};
  if (typeof delta['stop_reason'] === 'string') state.stopReason = decodeStopReason(delta['stop_reason']);
  if (typeof delta['stop_sequence'] === 'string') state.stopSequence = delta['stop_sequence'];
  const details = delta['stop_details'];
  if (isJsonObject(details) && typeof details['explanation'] === 'string')
    state.detail = details['explanation'];
  state.deltaUsage = { ...state.deltaUsage, ...decodeUsage(event['usage']) };
  state.deltaSource = source;
  return [{ type: 'usage-update', usage: totalUsage(state.startUsage, {}, state.deltaUsage) }];
}

function decodeStop(state: DecoderState, event: JsonObject): ChatEvent[] {
  const stopReason = finalReason(state);
  if (state.truncatedCall && !CUT_SHORT.has(stopReason)) {
    return malformed(state, 'the arguments of a tool call break off');
  }
  state.done = true;
  const metrics = decodeInvocationMetrics(event['amazon-bedrock-invocationMetrics']);
  return [
    {
      type: 'finish',
      stopReason,
      stopSequence: state.stopSequence,
      detail: state.detail,
      usage: totalUsage(state.startUsage, metrics, state.deltaUsage),
      source: state.rewritten ? undefined : state.deltaSource,
    },
  ];
}

/** With these a tool call may rightly be incomplete: the client can see that the answer was cut. */
const CUT_SHORT: ReadonlySet<string> = new Set([
  'max_tokens',
  'context_window_exceeded',
  'refusal',
  'content_filter',
]);

function finalReason(state: DecoderState) {
  if (state.intervened) return 'content_filter';
  const reason = state.stopReason ?? (state.called ? 'tool_use' : 'other');
  // The tool that stands in for structured output is none of the client's: nothing waits for a result.
  return reason === 'tool_use' && state.rewritten && !state.called ? 'end_turn' : reason;
}

function malformed(state: DecoderState, problem: string): ChatEvent[] {
  return fail(
    state,
    new AppError({
      code: 'upstream_error',
      retry: 'next',
      message: `The answer from upstream is not valid: ${problem}. What arrived so far must not be taken as a whole answer.`,
    }),
  );
}

function fail(state: DecoderState, error: AppError): ChatEvent[] {
  state.done = true;
  return [{ type: 'error', error }];
}
