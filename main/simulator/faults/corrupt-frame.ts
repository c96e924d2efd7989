import { crc32 } from '../wire/crc32.ts';
import type { StreamFault } from './fault.ts';

type Corruption = Extract<StreamFault, { kind: 'corrupt' }>['what'];

const PRELUDE = 12;

/** The frame with one thing wrong. A false length comes under a right prelude CRC: only a limit can catch it. */
export function corruptFrame(frame: Uint8Array, what: Corruption): Buffer {
  const copy = Buffer.from(frame);
  switch (what) {
    case 'prelude-crc':
      return flip(copy, 8);
    case 'message-crc':
      return flip(copy, Math.floor((PRELUDE + copy.length) / 2));
    case 'length-0':
      return claimLength(copy, 0);
    case 'length-3':
      return claimLength(copy, 3);
    case 'length-4gib':
      return claimLength(copy, 0xffff_ffff);
  }
}

function flip(frame: Buffer, at: number): Buffer {
  frame.writeUInt8(frame.readUInt8(at) ^ 0x01, at);
  return frame;
}

function claimLength(frame: Buffer, length: number): Buffer {
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  return frame;
}
