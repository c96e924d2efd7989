import { readFileSync } from 'node:fs';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { awsEventHeaders, encodeAwsFrame } from '../../../main/framing/encode-aws-frame.ts';
import { parseJson } from '../../../main/http/body/parse-json.ts';

const FOLDER = new URL('../../fixtures/bedrock-converse/', import.meta.url);

/** A request of every member, parsed as the edge parses bodies: large numbers keep their digits. */
export function fullRequest(): JsonObject {
  const body = parseJson(readFileSync(new URL('full-request.json', FOLDER), 'utf8'));
  if (!isJsonObject(body)) throw new Error('the fixture is no object');
  return body;
}

/** The frames of a whole stream. */
export function streamFrames(): readonly Uint8Array[] {
  const lines = readFileSync(new URL('stream.jsonl', FOLDER), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { name, payload } = JSON.parse(line);
    return frame(name, payload);
  });
}

/** One frame of a ConverseStream. */
export function frame(name: string, payload: unknown): Uint8Array {
  return encodeAwsFrame(awsEventHeaders(name), JSON.stringify(payload));
}

/** Without the pieces' boundaries: what a client would gather. */
export function merged(events: readonly ChatEvent[]): readonly unknown[] {
  const out: Record<string, unknown>[] = [];
  for (const { ...event } of events) {
    const last = out.at(-1);
    const key = event.type === 'text-delta' ? 'text' : event.type === 'thinking-delta' ? 'thinking' : 'json';
    const same = last?.['type'] === event.type && event.type.endsWith('-delta');
    const piece: unknown = Reflect.get(event, key);
    if (same && last !== undefined) last[key] = `${String(last[key])}${String(piece)}`;
    else out.push(event);
  }
  return out;
}
