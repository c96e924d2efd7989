import type { JsonObject } from '../json.ts';
import { encodeFrame, encodeStringHeaders } from './encode-frame.ts';

/** One frame of an answer. `event` is the Anthropic event inside, or a name for what else it is. */
export interface Frame {
  readonly bytes: Buffer;
  readonly event: string;
}

const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const CHUNK = chunkHeaders('chunk');
const NO_BYTES = Buffer.alloc(0);
/** Frames of short events come again and again in a demo or a load test; this many are kept. */
const KEPT = 4096;
const SHORT = 160;
const kept = new Map<string, Buffer>();

/** A normal frame: one Anthropic stream event in base64 under `bytes`, with padding `p`. */
export function chunkFrame(event: JsonObject): Frame {
  const json = JSON.stringify(event);
  return { bytes: keptChunk(json), event: String(event['type']) };
}

/** An event of ConverseStream: plain JSON, padded. `event` is the Anthropic event it stands for. */
export function converseFrame(name: string, payload: JsonObject, event: string): Frame {
  const json = JSON.stringify(payload);
  const padding = PADDING.slice(0, (json.length * 31) % PADDING.length);
  const padded = `${json.slice(0, -1)},"p":"${padding}"}`;
  return { bytes: encodeFrame(chunkHeaders(name), Buffer.from(padded)), event };
}

/** A frame with an `:event-type` that no client knows. */
export function unknownEventFrame(eventType: string): Frame {
  const payload = Buffer.from('{"note":"of a later service version"}');
  return { bytes: encodeFrame(chunkHeaders(eventType), payload), event: eventType };
}

/** A modelled exception, e.g. `throttlingException`. */
export function exceptionFrame(exceptionType: string, body: JsonObject): Frame {
  const headers = encodeStringHeaders({
    ':exception-type': exceptionType,
    ':content-type': 'application/json',
    ':message-type': 'exception',
  });
  return { bytes: encodeFrame(headers, Buffer.from(JSON.stringify(body))), event: 'exception' };
}

/** An unmodelled error: everything is in the headers and the payload is empty. */
export function errorFrame(code: string, message: string): Frame {
  const headers = encodeStringHeaders({
    ':error-code': code,
    ':error-message': message,
    ':message-type': 'error',
  });
  return { bytes: encodeFrame(headers, NO_BYTES), event: 'error' };
}

function keptChunk(json: string): Buffer {
  if (json.length > SHORT) return encodeChunk(json);
  const known = kept.get(json);
  if (known) return known;
  const bytes = encodeChunk(json);
  if (kept.size >= KEPT) kept.clear();
  kept.set(json, bytes);
  return bytes;
}

function encodeChunk(json: string): Buffer {
  const inner = Buffer.from(json).toString('base64');
  // Bedrock pads to hide sizes; the length here follows from the content so that answers repeat exactly.
  const padding = PADDING.slice(0, (json.length * 31) % PADDING.length);
  return encodeFrame(CHUNK, Buffer.from(`{"bytes":"${inner}","p":"${padding}"}`, 'latin1'));
}

function chunkHeaders(eventType: string): Buffer {
  return encodeStringHeaders({
    ':event-type': eventType,
    ':content-type': 'application/json',
    ':message-type': 'event',
  });
}
