import { randomFillSync } from 'node:crypto';

/** Crockford's base 32, as in ULIDs: sorts by time, no letter looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes are drawn for many ids at once: one system call per 256 requests. */
const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** Every two digits in a row: an id is put together from half as many pieces. */
const PAIRS = Array.from(ALPHABET, (high) => Array.from(ALPHABET, (low) => high + low)).flat();

/** A fresh id, `req_` and a ULID of the given time (milliseconds since 1970). */
export function createRequestId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = 'req_';
  for (let scale = 32 ** 8; scale >= 1; scale /= 1024) id += pairOf(Math.floor(now / scale) % 1024);
  for (let digit = 0; digit < 16; digit += 2) {
    id += pairOf((((pool[used + digit] ?? 0) & 31) << 5) | ((pool[used + digit + 1] ?? 0) & 31));
  }
  used += 16;
  return id;
}

function pairOf(value: number): string {
  return PAIRS[value] ?? '';
}
