import { randomFillSync } from 'node:crypto';

/** Crockford's base 32, as in ULIDs: sorts by time, no letter looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes are drawn for many ids at once: one system call per 256 requests. */
const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** A fresh id, `req_` and a ULID of the given time (milliseconds since 1970). */
export function createRequestId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = '';
  for (let time = now, digit = 0; digit < 10; digit += 1) {
    id = ALPHABET.charAt(time % 32) + id;
    time = Math.floor(time / 32);
  }
  for (let digit = 0; digit < 16; digit += 1) id += ALPHABET.charAt((pool[used + digit] ?? 0) & 31);
  used += 16;
  return `req_${id}`;
}
