import type { FinishEvent, StartEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import { withoutBedrockKeys } from './bedrock-keys.ts';
import { emptyMessage } from './empty-message.ts';
import { createBlockEncoder } from './encode-block-event.ts';
import { encodeErrorBody } from './errors.ts';
import { sse, sseText } from './sse-record.ts';
import { encodeStopReason } from './stop-reason.ts';
import { encodeUsageDelta } from './usage.ts';

const MESSAGE_STOP = sseText('message_stop', '{"type":"message_stop"}');

/** Writes one Messages stream. Events of an Anthropic upstream go out in the very text they came in. */
export function createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<string> {
  const blocks = createBlockEncoder();
  return {
    push(event) {
      switch (event.type) {
        case 'start':
          blocks.begin(event.dialect);
          return encodeStart(event, request, context);
        case 'finish':
          return encodeFinish(event) + MESSAGE_STOP;
        case 'error':
          return sse('error', encodeErrorBody(event.error, context.requestId));
        case 'usage-update':
          return '';
        default:
          return blocks.push(event);
      }
    },
  };
}

function encodeStart(event: StartEvent, request: ChatRequest, context: AnswerContext): string {
  const sent =
    event.dialect === 'anthropic' && event.source !== undefined ? parseJsonObject(event.source) : undefined;
  if (sent === undefined || !isJsonObject(sent['message'])) {
    return sse('message_start', { type: 'message_start', message: emptyMessage(event, request, context) });
  }
  const message = { ...withoutBedrockKeys(sent['message']), model: request.model };
  return sse('message_start', { ...withoutBedrockKeys(sent), message });
}

/** The SDKs fail on a `message_delta` without usage, so there is always one. */
function encodeFinish(event: FinishEvent): string {
  const sent = event.source === undefined ? undefined : parseJsonObject(event.source);
  if (sent === undefined || sent['type'] !== 'message_delta')
    return sse('message_delta', messageDelta(event));
  const delta = isJsonObject(sent['delta']) ? sent['delta'] : {};
  const usage = isJsonObject(sent['usage']) ? sent['usage'] : {};
  return sse('message_delta', {
    ...withoutBedrockKeys(sent),
    delta: event.stopReason === 'content_filter' ? { ...delta, stop_reason: 'refusal' } : delta,
    usage:
      typeof usage['output_tokens'] === 'number' ? usage : { ...encodeUsageDelta(event.usage), ...usage },
  });
}

function messageDelta(event: FinishEvent): ChatEventBody {
  const { stopReason, stopSequence, detail } = event;
  const details =
    detail === undefined ? {} : { stop_details: { type: 'refusal', category: null, explanation: detail } };
  return {
    type: 'message_delta',
    delta: { stop_reason: encodeStopReason(stopReason), stop_sequence: stopSequence ?? null, ...details },
    usage: encodeUsageDelta(event.usage),
  };
}

type ChatEventBody = { readonly type: string; readonly [member: string]: unknown };
