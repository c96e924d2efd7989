import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestId } from '../../main/http/request-id.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('createRequestId', () => {
  it('is a ULID whose first ten digits are the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (now) => {
        const id = createRequestId(now);
        expect(id).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/);
        const time = [...id.slice(4, 14)].reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0);
        expect(time).toBe(now);
      }),
    );
  });

  it('never gives the same id twice, however many are made in one millisecond', () => {
    const ids = Array.from({ length: 2_000 }, () => createRequestId(1_800_000_000_000));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
