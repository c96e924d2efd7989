import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalInputTokens, type Usage } from '../../main/core/usage.ts';
import { costOf, type Price, priceFor } from '../../main/metering/prices.ts';
import { type Reduction, savingsOf } from '../../main/metering/savings.ts';

/** Dollars a million: input 3, cache reads 0.30, writes 3.75 and 6. */
const SONNET = priceFor({ baseId: 'claude-sonnet-4-6', scope: 'global', providerType: 'anthropic' });

const sizes = (saved: number, sent: number): Reduction => ({ saved, sent: () => sent });
const count = fc.nat({ max: 1_000_000 });
const maybe = fc.option(count, { nil: undefined });
const usageArbitrary: fc.Arbitrary<Usage> = fc
  .record({ inputTokens: count, cacheReadTokens: maybe, written5m: maybe, cacheWrite1hTokens: maybe })
  .map(({ written5m, ...usage }) => ({
    ...usage,
    cacheWriteTokens: (written5m ?? 0) + (usage.cacheWrite1hTokens ?? 0),
  }));
const priceArbitrary: fc.Arbitrary<Price> = fc
  .record({ input: fc.nat({ max: 25_000_000 }), output: fc.nat({ max: 100_000_000 }) })
  .map(({ input, output }) => ({
    input,
    output,
    cacheRead: Math.round(input / 10),
    cacheWrite5m: Math.round(input * 1.25),
    cacheWrite1h: input * 2,
  }));
const saved = fc.integer({ min: 1, max: 4_000_000 });
const sent = fc.integer({ min: 1, max: 8_000_000 });

describe('the savings of a request', () => {
  it('are as many tokens to the character as the request itself had', () => {
    const usage = { inputTokens: 1_000, cacheReadTokens: 8_500, cacheWriteTokens: 500 };
    expect(savingsOf(sizes(6_000, 40_000), usage, SONNET).tokens).toBe(1_500);
    expect(savingsOf(sizes(80_000, 40_000), usage, SONNET).tokens).toBe(20_000);
  });

  it('are worth what the input cost on average: mostly cache reads where the cache served 95%', () => {
    const usage = { inputTokens: 500, cacheReadTokens: 9_500, cacheWriteTokens: 0 };
    // (500 x 3 + 9,500 x 0.30) / 10,000 = 0.435 dollars a million
    expect(savingsOf(sizes(10_000, 40_000), usage, SONNET)).toEqual({ tokens: 2_500, nanoUsd: 1_087_500 });
    const cold = { inputTokens: 10_000 };
    expect(savingsOf(sizes(10_000, 40_000), cold, SONNET)).toEqual({ tokens: 2_500, nanoUsd: 7_500_000 });
    const served = { inputTokens: 0, cacheReadTokens: 10_000 };
    expect(savingsOf(sizes(10_000, 40_000), served, SONNET)).toEqual({ tokens: 2_500, nanoUsd: 750_000 });
  });

  it('do not claim the surcharge for writing to the cache', () => {
    const usage = { inputTokens: 0, cacheWriteTokens: 10_000, cacheWrite1hTokens: 10_000 };
    expect(savingsOf(sizes(10_000, 40_000), usage, SONNET).nanoUsd).toBe(7_500_000);
  });

  it('are unknown without a count of the input, and unpriced without a price', () => {
    expect(savingsOf(sizes(10, 40), {}, SONNET)).toEqual({ tokens: null, nanoUsd: null });
    expect(savingsOf(sizes(10, 40), { cacheReadTokens: 9 }, SONNET)).toEqual({ tokens: null, nanoUsd: null });
    expect(savingsOf(sizes(10, 40), { inputTokens: 400 }, undefined)).toEqual({ tokens: 100, nanoUsd: null });
  });

  it('are zero when nothing was saved, and then the request is not even measured', () => {
    const unmeasured = (saved: number): Reduction => ({
      saved,
      sent: () => expect.unreachable('nobody needs the size'),
    });
    fc.assert(
      fc.property(fc.nat({ max: 100 }), usageArbitrary, priceArbitrary, (less, usage, price) => {
        expect(savingsOf(unmeasured(-less), usage, price)).toEqual({ tokens: 0, nanoUsd: 0 });
        expect(savingsOf(unmeasured(-less), {}, undefined)).toEqual({ tokens: 0, nanoUsd: 0 });
      }),
    );
  });

  it('are never more than the full price of as much input, nor less than nothing', () => {
    fc.assert(
      fc.property(saved, sent, usageArbitrary, priceArbitrary, (saved, sent, usage, price) => {
        const { tokens, nanoUsd } = savingsOf(sizes(saved, sent), usage, price);
        expect(tokens).toBeGreaterThanOrEqual(0);
        expect(nanoUsd).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(tokens)).toBe(true);
        expect(nanoUsd).toBeLessThanOrEqual(fullPrice(tokens ?? 0, price));
      }),
    );
  });

  it('are never less than the price of as many cache reads', () => {
    fc.assert(
      fc.property(saved, sent, usageArbitrary, priceArbitrary, (saved, sent, usage, price) => {
        const { tokens, nanoUsd } = savingsOf(sizes(saved, sent), usage, price);
        const reads = (BigInt(tokens ?? 0) * BigInt(price.cacheRead)) / 1000n;
        expect(BigInt(nanoUsd ?? 0)).toBeGreaterThanOrEqual(reads - reads / 1_000_000_000n);
      }),
    );
  });

  it('do not depend on the unit in which characters are counted', () => {
    const scale = fc.integer({ min: 2, max: 1_000 });
    fc.assert(
      fc.property(saved, sent, scale, usageArbitrary, (saved, sent, scale, usage) => {
        expect(savingsOf(sizes(saved * scale, sent * scale), usage, SONNET)).toEqual(
          savingsOf(sizes(saved, sent), usage, SONNET),
        );
      }),
    );
  });

  it('of as much as was sent are the input itself, at what it cost when nothing was written to the cache', () => {
    const read = usageArbitrary.map(({ inputTokens, cacheReadTokens }) => ({ inputTokens, cacheReadTokens }));
    fc.assert(
      fc.property(sent, read, priceArbitrary, (sent, usage, price) => {
        expect(savingsOf(sizes(sent, sent), usage, price)).toEqual({
          tokens: totalInputTokens(usage),
          nanoUsd: costOf(usage, price),
        });
      }),
    );
  });
});

/** Billionths of a dollar, rounded half up, whatever the size. */
function fullPrice(tokens: number, price: Price): number {
  return Number((BigInt(tokens) * BigInt(price.input) + 500n) / 1000n);
}
