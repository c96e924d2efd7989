import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../main/core/usage.ts';
import { nanoUsdText } from '../../main/metering/nano-usd-text.ts';
import {
  costOf,
  isPriceable,
  type Price,
  type PricedTarget,
  priceFor,
  readPriceOverrides,
} from '../../main/metering/prices.ts';

const GLOBAL: PricedTarget = {
  baseId: 'anthropic.claude-sonnet-4-6',
  scope: 'global',
  geography: 'global',
  providerType: 'bedrock',
};

const price = (target: Partial<PricedTarget>): Price | undefined => priceFor({ ...GLOBAL, ...target });

/** US dollars per million tokens of input, output, cache read, 5-minute and 1-hour writes. */
const usd = (given: Price | undefined): readonly number[] | undefined =>
  given &&
  [given.input, given.output, given.cacheRead, given.cacheWrite5m, given.cacheWrite1h].map(
    (pico) => pico / 1e6,
  );

describe('the price of a model', () => {
  it.each([
    ['anthropic.claude-fable-5', [10, 50, 1, 12.5, 20]],
    ['anthropic.claude-opus-5', [5, 25, 0.5, 6.25, 10]],
    ['anthropic.claude-opus-4-8', [5, 25, 0.5, 6.25, 10]],
    ['anthropic.claude-opus-4-7', [5, 25, 0.5, 6.25, 10]],
    ['anthropic.claude-opus-4-6-v1', [5, 25, 0.5, 6.25, 10]],
    ['anthropic.claude-opus-4-5-20251101-v1:0', [5, 25, 0.5, 6.25, 10]],
    ['anthropic.claude-opus-4-1-20250805-v1:0', [15, 75, 1.5, 18.75, 30]],
    ['anthropic.claude-sonnet-5', [2, 10, 0.2, 2.5, 4]],
    ['anthropic.claude-sonnet-4-6', [3, 15, 0.3, 3.75, 6]],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', [3, 15, 0.3, 3.75, 6]],
    ['anthropic.claude-sonnet-4-20250514-v1:0', [3, 15, 0.3, 3.75, 6]],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', [1, 5, 0.1, 1.25, 2]],
    ['anthropic.claude-3-5-haiku-20241022-v1:0', [0.8, 4, 0.08, 1, 1.6]],
  ])('%s at the global rate is the list price', (baseId, expected) => {
    expect(usd(price({ baseId }))).toEqual(expected);
  });

  it.each([
    ['eu.anthropic.claude-sonnet-4-6', 'geo', 'eu', [3.3, 16.5, 0.33, 4.125, 6.6]],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'geo', 'us', [1.1, 5.5, 0.11, 1.375, 2.2]],
    ['anthropic.claude-opus-4-7', 'in-region', undefined, [5.5, 27.5, 0.55, 6.875, 11]],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'geo', 'us-gov', [3.6, 18, 0.36, 4.5, 7.2]],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'geo', 'us', [3, 15, 0.3, 3.75, 6]],
  ] as const)('%s (%s, %s) costs what that place costs', (baseId, scope, geography, expected) => {
    expect(usd(price({ baseId, scope, geography }))).toEqual(expected);
  });

  it('inside a GovCloud region is a fifth over list even without a profile', () => {
    expect(usd(price({ scope: 'in-region', geography: undefined, region: 'us-gov-west-1' }))?.[0]).toBe(3.6);
  });

  it.each([
    'claude-sonnet-4-6',
    'claude-sonnet-4-6[1m]',
    'claude-sonnet-4-6-latest',
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6',
  ])('is found for %s', (baseId) => {
    expect(usd(price({ baseId }))?.[0]).toBe(3);
  });

  it('at Anthropic itself is the list price, whatever the scope', () => {
    expect(usd(price({ providerType: 'anthropic', scope: 'in-region', baseId: 'claude-opus-5' }))?.[1]).toBe(
      25,
    );
  });

  it.each([
    { baseId: 'anthropic.claude-mythos-preview' },
    { baseId: 'amazon.nova-pro-v1:0' },
    { baseId: 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123' },
    { baseId: 'constructor' },
    { providerType: 'openai-compatible' },
  ])('is unknown, not zero, for %o', (target) => {
    expect(price(target)).toBeUndefined();
  });

  it("can be the user's own, taken as it is and never marked up", () => {
    const overrides = readPriceOverrides({
      'claude-sonnet-4-6': { input: 2.4, output: 12 },
      'eu.anthropic.claude-sonnet-4-6': { input: 2.5, output: 13, cacheRead: 0 },
      'my-gateway-model': { input: 0, output: 0 },
    });
    expect(usd(priceFor(GLOBAL, overrides))).toEqual([2.4, 12, 0.24, 3, 4.8]);
    expect(usd(priceFor({ ...GLOBAL, scope: 'geo', geography: 'eu' }, overrides))).toEqual([
      2.5, 13, 0, 3.125, 5,
    ]);
    const gateway = { ...GLOBAL, providerType: 'openai-compatible', baseId: 'my-gateway-model' };
    expect(usd(priceFor(gateway, overrides))).toEqual([0, 0, 0, 0, 0]);
  });

  it('of the user is left out where it is no price', () => {
    const broken = { a: { input: -1, output: 1 }, b: { input: '3', output: 1 }, c: 7, d: { input: 1 } };
    expect(readPriceOverrides(broken)).toEqual({});
    expect(readPriceOverrides(undefined)).toEqual({});
  });
});

const tokens = fc.nat({ max: 2_000_000 });
const usage: fc.Arbitrary<Usage> = fc.record(
  {
    inputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    cacheWrite1hTokens: tokens,
    outputTokens: tokens,
    reasoningTokens: tokens,
  },
  { requiredKeys: [] },
);
const amount = fc.nat({ max: 75_000_000 });
const anyPrice: fc.Arbitrary<Price> = fc.record({
  input: amount,
  output: amount,
  cacheRead: amount,
  cacheWrite5m: amount,
  cacheWrite1h: amount,
});

/** The same sum in whole numbers of any size. */
function exactCost(given: Usage, at: Price): bigint {
  const times = (count: number | undefined, rate: number): bigint => BigInt(count ?? 0) * BigInt(rate);
  const writes1h = given.cacheWrite1hTokens ?? 0;
  const writes5m = Math.max(0, (given.cacheWriteTokens ?? 0) - writes1h);
  const pico =
    times(given.inputTokens, at.input) +
    times(given.outputTokens, at.output) +
    times(given.cacheReadTokens, at.cacheRead) +
    times(writes5m, at.cacheWrite5m) +
    times(writes1h, at.cacheWrite1h);
  return (pico + 500n) / 1000n;
}

describe('the cost of an answer', () => {
  it('is exact to the billionth of a dollar for any usage and price', () => {
    fc.assert(
      fc.property(usage, anyPrice, (given, at) => {
        expect(BigInt(costOf(given, at))).toBe(exactCost(given, at));
      }),
      { numRuns: 500 },
    );
  });

  it('of two answers together is the sum of both at list prices', () => {
    const whole = fc.record({ inputTokens: tokens, outputTokens: tokens, cacheReadTokens: tokens });
    const list = price({ scope: 'geo', geography: 'eu' });
    if (list === undefined) throw new Error('unpriced');
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const both = {
          inputTokens: a.inputTokens + b.inputTokens,
          outputTokens: a.outputTokens + b.outputTokens,
          cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
        };
        expect(costOf(both, list)).toBe(costOf(a, list) + costOf(b, list));
      }),
    );
  });

  it('counts one-hour cache writes at their own price and thinking once, as output', () => {
    const list = price({});
    if (list === undefined) throw new Error('unpriced');
    const written = { cacheWriteTokens: 1_000, cacheWrite1hTokens: 400 };
    expect(costOf(written, list)).toBe(600 * 3_750 + 400 * 6_000);
    expect(costOf({ outputTokens: 100, reasoningTokens: 80 }, list)).toBe(100 * 15_000);
  });

  it('can be told only when input and output were reported', () => {
    expect(isPriceable({ inputTokens: 0, outputTokens: 0 })).toBe(true);
    expect(isPriceable({ outputTokens: 3 })).toBe(false);
    expect(isPriceable({})).toBe(false);
  });

  it('is written out without loss', () => {
    expect(nanoUsdText(0)).toBe('0');
    expect(nanoUsdText(1)).toBe('0.000000001');
    expect(nanoUsdText(12_345_678_900)).toBe('12.3456789');
    fc.assert(
      fc.property(fc.maxSafeNat(), (nano) => {
        const [whole = '', fraction = ''] = nanoUsdText(nano).split('.');
        expect(BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'))).toBe(BigInt(nano));
      }),
    );
  });
});
