import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { Restore } from '../../../main/core/codec.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { anthropicDialect } from '../../../main/dialects/anthropic/anthropic-dialect.ts';
import { createAnthropicDecoder } from '../../../main/dialects/anthropic/decode-stream.ts';

export const CONTEXT = { requestId: 'req_01TEST', createdAt: 1_700_000_000 };

/** Frames to events, as the pump does it: through the decoder and the grammar. */
export function decodeFrames(frames: readonly string[], restore: Restore = {}): readonly ChatEvent[] {
  const decoder = createAnthropicDecoder(restore);
  const grammar = createEventGrammar();
  const events = [...frames.flatMap((frame) => decoder.push(frame)), ...decoder.end()];
  const checked = events.map((event) => grammar.check(event));
  return [...checked, grammar.end()].filter((event) => event !== undefined);
}

/** Events to the text an Anthropic client reads. */
export function encodeEvents(events: readonly ChatEvent[], request: ChatRequest): string {
  const encoder = anthropicDialect.createEncoder(request, CONTEXT);
  return events.map((event) => encoder.push(event)).join('');
}

/** A request of an Anthropic client. */
export function clientRequest(body: object = {}, headers: Record<string, string> = {}): ChatRequest {
  const minimal = { model: 'my-model', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };
  return anthropicDialect.decodeRequest({ ...minimal, ...body }, headers);
}

/** The records of a stream's text: name and data. */
export function readRecords(text: string): readonly { readonly name: string; readonly data: unknown }[] {
  return text
    .split('\n\n')
    .filter((record) => record !== '')
    .map((record) => {
      const [first = '', second = ''] = record.split('\n');
      return { name: first.replace('event: ', ''), data: JSON.parse(second.replace('data: ', '')) };
    });
}
