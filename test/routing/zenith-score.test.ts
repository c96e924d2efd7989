import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILING_BELOW, type ZenithInputs, zenithScore } from '../../main/routing/zenith-score.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ttft = fc.double({ min: 0, max: 120_000, noNaN: true });
const inputs: fc.Arbitrary<ZenithInputs> = fc.record(
  { ttftMs: ttft, confidence: share, successRate: share, headroom: share, isEjected: fc.boolean() },
  { requiredKeys: [] },
);
const score = (given: ZenithInputs) => zenithScore(given).total;

describe('zenithScore', () => {
  it('and each of its terms stay in [0, 1], whatever comes in', () => {
    const anything = fc.record({ ttftMs: fc.double(), confidence: fc.double(), successRate: fc.double() });
    fc.assert(
      fc.property(fc.oneof(inputs, anything), (given) => {
        for (const term of Object.values(zenithScore(given))) {
          expect(term).toBeGreaterThanOrEqual(0);
          expect(term).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('never falls when one input gets better', () => {
    fc.assert(
      fc.property(inputs, ttft, ttft, (given, a, b) => {
        const [fast, slow] = [Math.min(a, b), Math.max(a, b)];
        expect(score({ ...given, ttftMs: fast })).toBeGreaterThanOrEqual(score({ ...given, ttftMs: slow }));
      }),
    );
    fc.assert(
      fc.property(inputs, share, share, fc.constantFrom('successRate', 'headroom'), (given, a, b, field) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(score({ ...given, [field]: high })).toBeGreaterThanOrEqual(score({ ...given, [field]: low }));
      }),
    );
    fc.assert(
      fc.property(inputs, (given) => {
        expect(score({ ...given, isEjected: false })).toBeGreaterThanOrEqual(
          score({ ...given, isEjected: true }),
        );
      }),
    );
  });

  it('takes an unknown input for that of an ordinary healthy target', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { ttftMs: _a, ...noSpeed } = given;
        const { successRate: _b, ...noRate } = given;
        const { headroom: _c, ...noQuota } = given;
        expect(score(noSpeed)).toBe(score({ ...noSpeed, ttftMs: 1000 }));
        expect(score(noRate)).toBe(score({ ...noRate, successRate: 1 }));
        expect(score(noQuota)).toBe(score({ ...noQuota, headroom: 0.5 }));
      }),
    );
  });

  it('does not prefer an account with 4 % left to one whose quota nobody knows', () => {
    expect(score({ ttftMs: 500, headroom: 0.04 })).toBeLessThan(score({ ttftMs: 500 }));
  });

  it('keeps every failing target below every healthy one', () => {
    fc.assert(
      fc.property(inputs, inputs, share, (a, b, rate) => {
        const healthy = { ...a, successRate: FAILING_BELOW + rate / 2, isEjected: false };
        expect(score({ ...b, isEjected: true })).toBeLessThanOrEqual(score(healthy));
        expect(score({ ...b, successRate: rate * 0.4999 })).toBeLessThan(score(healthy));
      }),
    );
  });

  it('lets 300 ms win over 3 s whatever the two quotas look like', () => {
    fc.assert(
      fc.property(
        share,
        share,
        share.filter((rate) => rate >= FAILING_BELOW),
        (a, b, successRate) => {
          const fast = score({ ttftMs: 300, headroom: a, successRate });
          expect(fast - score({ ttftMs: 3000, headroom: b, successRate })).toBeGreaterThan(0.02);
        },
      ),
    );
  });

  it('draws an old measurement towards the neutral value from both sides', () => {
    const neutral = score({});
    expect(score({ ttftMs: 300, confidence: 0.2 })).toBeLessThan(score({ ttftMs: 300 }));
    expect(score({ ttftMs: 9000, confidence: 0.2 })).toBeGreaterThan(score({ ttftMs: 9000 }));
    expect(score({ ttftMs: 9000, confidence: 0 })).toBe(neutral);
  });
});
