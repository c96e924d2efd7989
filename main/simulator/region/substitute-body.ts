import type { StreamFault } from '../faults/fault.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { StreamEvent } from '../model/answer-events.ts';
import { messageFromEvents } from '../model/message-from-events.ts';
import { isFrame, type StreamPart } from './reply.ts';

type Substitute = Extract<StreamFault, { kind: 'body' }>['body'];

/** What a captive portal answers to everything. */
export const SIGN_IN = '<html><body><h1>Sign in to the network</h1></body></html>';

/** What comes with status 200 where an event stream was asked for. */
export function substituteBody(
  kind: Substitute,
  parts: readonly StreamPart[],
): { body: string; headers: Readonly<Record<string, string>> } {
  switch (kind) {
    case 'html':
      return { body: SIGN_IN, headers: type('text/html') };
    case 'json-message':
      return { body: JSON.stringify(messageFromEvents(eventsOf(parts))), headers: type('application/json') };
    case 'sse': {
      const lines = eventsOf(parts).map(
        (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
      );
      return { body: lines.join(''), headers: type('text/event-stream') };
    }
    case 'empty':
      return { body: '', headers: type('application/vnd.amazon.eventstream') };
  }
}

function type(value: string): Readonly<Record<string, string>> {
  return { 'content-type': value };
}

/** Takes the events back out of their frames. */
function eventsOf(parts: readonly StreamPart[]): readonly StreamEvent[] {
  return parts.filter(isFrame).flatMap(({ bytes }) => {
    const headersLength = bytes.readUInt32BE(4);
    const payload: unknown = JSON.parse(bytes.toString('utf8', 12 + headersLength, bytes.length - 4));
    if (!isObject(payload) || typeof payload['bytes'] !== 'string') return [];
    const inner = payload['bytes'];
    const event: unknown = JSON.parse(Buffer.from(inner, 'base64').toString('utf8'));
    return isObject(event) && isEvent(event) ? [event] : [];
  });
}

function isEvent(event: JsonObject): event is StreamEvent {
  return typeof event['type'] === 'string';
}
