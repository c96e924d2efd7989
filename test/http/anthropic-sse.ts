import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { EventDecoder } from '../../main/core/codec.ts';
import { createAnthropicDecoder } from '../../main/dialects/anthropic/decode-stream.ts';
import { createSseDecoder } from '../../main/framing/sse.ts';

/** An upstream that answers as Anthropic's API does: SSE bytes to events. */
export function createSseEventDecoder(): EventDecoder<Uint8Array> {
  const sse = createSseDecoder();
  const events = createAnthropicDecoder({});
  const decode = (records: readonly { data: string }[]): ChatEvent[] =>
    records.flatMap((record) => events.push(record.data));
  return {
    push: (bytes) => decode(sse.push(bytes)),
    end: () => [...decode(sse.end()), ...events.end()],
  };
}

type Body = { readonly [name: string]: unknown };

function record(type: string, body: Body = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
}

/** `message_start` and an open text block. */
export function opening(): string {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-test',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 7, output_tokens: 1 },
  };
  return (
    record('message_start', { message }) +
    record('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
  );
}

export function textDelta(text: string): string {
  return record('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
}

/** Everything after the last delta. */
export function closing(stopReason = 'end_turn'): string {
  return (
    record('content_block_stop', { index: 0 }) +
    record('message_delta', {
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: 5 },
    }) +
    messageStop()
  );
}

export function messageStop(): string {
  return record('message_stop');
}

/** A tool call whose JSON arguments come in the given pieces. */
export function toolCall(pieces: readonly string[]): string {
  const deltas = pieces.map((partial_json) =>
    record('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json } }),
  );
  return (
    record('content_block_stop', { index: 0 }) +
    record('content_block_start', {
      index: 1,
      content_block: { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} },
    }) +
    deltas.join('')
  );
}

/** An event no version of the format knows. */
export function unknownEvent(): string {
  return record('content_block_sparkle', { index: 0, sparkle: true });
}

export function errorEvent(type: string, message: string): string {
  return record('error', { error: { type, message } });
}
