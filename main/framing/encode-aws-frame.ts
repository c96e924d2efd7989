import { HeaderMarshaller, type MessageHeaders } from '@smithy/eventstream-codec';
import { crc32, crc32ByTable } from './crc32.ts';

/** Headers of one frame by name; every value travels as a string header (type 7). */
export type AwsTextHeaders = { readonly [name: string]: string };

const toText = new TextDecoder();
const toBytes = new TextEncoder();
const marshaller = new HeaderMarshaller(
  (bytes) => (typeof bytes === 'string' ? bytes : toText.decode(bytes)),
  (text) => toBytes.encode(text),
);

/** The header block of a frame. All frames of one kind carry the same: make it once and keep it. */
export function encodeAwsHeaders(headers: AwsTextHeaders): Uint8Array {
  const typed: MessageHeaders = {};
  for (const [name, value] of Object.entries(headers)) typed[name] = { type: 'string', value };
  return marshaller.format(typed);
}

/** The headers AWS services put on an event with a JSON payload, in the order they write them. */
export function awsEventHeaders(eventType: string): Uint8Array {
  return encodeAwsHeaders({
    ':message-type': 'event',
    ':event-type': eventType,
    ':content-type': 'application/json',
  });
}

/** The headers of a modelled exception with a JSON payload. */
export function awsExceptionHeaders(exceptionType: string): Uint8Array {
  return encodeAwsHeaders({
    ':message-type': 'exception',
    ':exception-type': exceptionType,
    ':content-type': 'application/json',
  });
}

/** Total length, length of the headers, checksum of the two: 12 bytes; the frame's own checksum: 4. */
const PRELUDE_BYTES = 12;
const OVERHEAD_BYTES = 16;

/** One message of `application/vnd.amazon.eventstream` with both checksums. A text payload is written as UTF-8. */
export function encodeAwsFrame(headers: Uint8Array, payload: Uint8Array | string): Uint8Array {
  const payloadBytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
  const total = OVERHEAD_BYTES + headers.length + payloadBytes;
  const frame = Buffer.allocUnsafe(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32ByTable(frame.subarray(0, 8)), 8);
  frame.set(headers, PRELUDE_BYTES);
  const payloadStart = PRELUDE_BYTES + headers.length;
  if (typeof payload === 'string') frame.write(payload, payloadStart);
  else frame.set(payload, payloadStart);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - 4)), total - 4);
  return frame;
}
