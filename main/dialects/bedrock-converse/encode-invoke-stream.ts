import type { ChatEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import { encodeBase64Text } from '../../framing/base64-text.ts';
import { awsEventHeaders, encodeAwsFrame } from '../../framing/encode-aws-frame.ts';
import { createEncoder as createMessagesEncoder } from '../anthropic/encode-stream.ts';
import { encodeExceptionFrame } from './errors.ts';
import { encodeInvocationMetrics } from './usage.ts';

const CHUNK = awsEventHeaders('chunk');

/** Keeps a silent stream alive: Anthropic's own ping, which its clients skip. */
export const PING_CHUNK: Uint8Array = encodeChunk('{"type":"ping"}');

/**
 * Writes one InvokeModelWithResponseStream: Claude's stream events, each in a frame of its own. What the encoder of
 * Anthropic's SSE writes is taken out of its records, so that there is one writer of those events.
 */
export function createInvokeEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<Uint8Array> {
  const messages = createMessagesEncoder(request, context);
  return {
    push(event) {
      if (event.type === 'error') return encodeExceptionFrame(event.error);
      return encodeRecords(messages.push(event), event, context);
    },
  };
}

const DATA = '\ndata: ';

/** A record is a line with its name, a line with its data, and an empty line; JSON holds no line break. */
function encodeRecords(records: string, event: ChatEvent, context: AnswerContext): Uint8Array {
  const frames: Uint8Array[] = [];
  for (let at = records.indexOf(DATA); at !== -1; at = records.indexOf(DATA, at + 1)) {
    const end = records.indexOf('\n', at + DATA.length);
    const json = records.slice(at + DATA.length, end);
    frames.push(encodeChunk(json === MESSAGE_STOP ? withMetrics(event, context) : json));
  }
  const [only = NOTHING] = frames;
  return frames.length < 2 ? only : Buffer.concat(frames);
}

const NOTHING = new Uint8Array(0);
const MESSAGE_STOP = '{"type":"message_stop"}';

function withMetrics(event: ChatEvent, { elapsedMs }: AnswerContext): string {
  const usage = event.type === 'finish' ? event.usage : {};
  const latencyMs = elapsedMs === undefined ? undefined : Math.round(elapsedMs());
  return JSON.stringify({
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': encodeInvocationMetrics(usage, latencyMs),
  });
}

function encodeChunk(json: string): Uint8Array {
  return encodeAwsFrame(CHUNK, `{"bytes":"${encodeBase64Text(json)}"}`);
}
