import zlib from 'node:zlib';

/** CRC-32 (IEEE 802.3, as in zlib) of `bytes`; `seed` continues an earlier checksum. */
export type Crc32 = (bytes: Uint8Array, seed?: number) => number;

// Electron's older runtimes (Node 18) have no zlib.crc32, whatever the types say.
const native: unknown = zlib.crc32;

/** The runtime's own checksum where there is one, else the table below. */
export const crc32: Crc32 = typeof native === 'function' ? zlib.crc32 : crc32ByTable;

const POLYNOMIAL = 0xedb88320;
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The same checksum in plain JavaScript: faster than a native call for a handful of bytes. */
export function crc32ByTable(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
