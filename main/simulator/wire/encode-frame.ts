import { crc32 } from './crc32.ts';

const PRELUDE = 12;
const STRING_HEADER = 7;

/** One AWS event-stream message: prelude, header block and payload, sealed with both CRCs. */
export function encodeFrame(headers: Uint8Array, payload: Uint8Array): Buffer {
  const total = PRELUDE + headers.length + payload.length + 4;
  const frame = Buffer.allocUnsafe(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.set(headers, PRELUDE);
  frame.set(payload, PRELUDE + headers.length);
  return sealFrame(frame);
}

/** Writes both CRCs of a frame anew, so that a changed frame passes for a sound one. */
export function sealFrame(frame: Buffer): Buffer {
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.writeUInt32BE(crc32(frame.subarray(0, frame.length - 4)), frame.length - 4);
  return frame;
}

/** A header block of string values, in the order given. */
export function encodeStringHeaders(headers: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(Object.entries(headers).map(([name, value]) => stringHeader(name, value)));
}

function stringHeader(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const valueBytes = Buffer.from(value, 'utf8');
  const header = Buffer.allocUnsafe(nameBytes.length + valueBytes.length + 4);
  header.writeUInt8(nameBytes.length, 0);
  header.set(nameBytes, 1);
  header.writeUInt8(STRING_HEADER, nameBytes.length + 1);
  header.writeUInt16BE(valueBytes.length, nameBytes.length + 2);
  header.set(valueBytes, nameBytes.length + 4);
  return header;
}
