import { EventStreamCodec, type MessageHeaders } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

/** A sealed frame, encoded by the library that AWS's own SDK uses. */
export function encodeFrame(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  const typed: MessageHeaders = {};
  for (const [name, value] of Object.entries(headers)) typed[name] = { type: 'string', value };
  return codec.encode({ headers: typed, body: new TextEncoder().encode(payload) });
}

/** One Anthropic stream event the way Bedrock wraps it. */
export function encodeChunkFrame(event: unknown, padding = 'abcdefghijkl'): Uint8Array {
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  const payload = JSON.stringify({ bytes: Buffer.from(text).toString('base64'), p: padding });
  return encodeFrame(
    { ':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event' },
    payload,
  );
}

/** An exception frame of Bedrock. */
export function encodeExceptionFrame(name: string, body: unknown): Uint8Array {
  return encodeFrame(
    { ':exception-type': name, ':content-type': 'application/json', ':message-type': 'exception' },
    JSON.stringify(body),
  );
}

/** Joins byte arrays. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
