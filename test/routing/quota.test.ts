import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateInputTokens } from '../../main/routing/estimate-input-tokens.ts';
import { burndownRate, reservedTokens, settledCost } from '../../main/routing/quota-cost.ts';
import { createQuotaMeter } from '../../main/routing/quota-headroom.ts';
import { createQuotaLimits } from '../../main/routing/quota-limits.ts';
import { createTarget } from '../../main/routing/target.ts';
import { createFakeClock } from './fake-clock.ts';
import { request } from './router-fixture.ts';
import { createScriptedProvider, model, SONNET } from './scripted-provider.ts';

const T = 1_000_000;
const clock = createFakeClock();
const bedrock = createScriptedProvider({ id: 'us-east-1', clock });
const direct = createScriptedProvider({ id: 'anthropic', type: 'anthropic', clock });
const limit = { tokensPerMinute: 100_000, requestsPerMinute: 10 };

describe('quota cost', () => {
  it('burns five quota tokens per output token for Claude 3.7 and later on Bedrock, one otherwise', () => {
    const rate = (id: string) => burndownRate(createTarget(bedrock, model(id)));
    expect(rate('anthropic.claude-sonnet-4-6')).toBe(5);
    expect(rate('anthropic.claude-3-7-sonnet-20250219-v1:0')).toBe(5);
    expect(rate('anthropic.claude-fable-5')).toBe(5);
    expect(rate('anthropic.claude-3-5-haiku-20241022-v1:0')).toBe(1);
    expect(rate('anthropic.claude-3-haiku-20240307-v1:0')).toBe(1);
    expect(rate('anthropic.claude-v2:1')).toBe(1);
    expect(rate('amazon.nova-pro-v1:0')).toBe(1);
    expect(burndownRate(createTarget(direct, SONNET))).toBe(1);
  });

  it('counts cache writes, not cache reads', () => {
    const usage = { inputTokens: 100, cacheReadTokens: 9000, cacheWriteTokens: 50, outputTokens: 20 };
    expect(settledCost(usage, createTarget(bedrock, SONNET))).toEqual({ admitted: 150, completed: 100 });
  });

  it('reserves input and max_tokens, but no more output than the model can give', () => {
    expect(reservedTokens(100, 4000, createTarget(bedrock, SONNET))).toBe(4100);
    const small = createTarget(bedrock, model('anthropic.claude-x', { maxOutputTokens: 1000 }));
    expect(reservedTokens(100, 4000, small)).toBe(1100);
  });
});

describe('createQuotaMeter', () => {
  it('sets the reservation aside until the request is settled, then what was used for a minute', () => {
    const meter = createQuotaMeter();
    const reservation = meter.reserve(60_000, T);
    expect(meter.outlook(40_000, T, limit)).toEqual({ headroom: 0, fits: true });
    expect(meter.outlook(40_001, T, limit).fits).toBe(false);
    reservation.settle(T + 5000, { admitted: 1000, completed: 9000 });
    expect(meter.outlook(0, T + 5000, limit).headroom).toBeCloseTo(0.8, 6); // requests: 2 of 10
    expect(meter.outlook(90_001, T + 5000, limit).fits).toBe(false);
    expect(meter.outlook(90_000, T + 5000, limit).fits).toBe(true);
    // The input leaves the window a minute after admission, the output a minute after completion.
    expect(meter.outlook(91_000, T + 61_000, limit).fits).toBe(true);
    expect(meter.outlook(91_001, T + 61_000, limit).fits).toBe(false);
    expect(meter.outlook(100_000, T + 66_000, limit).fits).toBe(true);
  });

  it('gives a refused request back whole, once', () => {
    const meter = createQuotaMeter();
    const reservation = meter.reserve(60_000, T);
    reservation.settle(T);
    reservation.settle(T, { admitted: 70_000, completed: 0 });
    expect(meter.outlook(100_000, T, limit).fits).toBe(true);
  });

  it('counts requests against their own limit', () => {
    const meter = createQuotaMeter();
    for (let i = 0; i < 10; i += 1) meter.reserve(1, T).settle(T);
    expect(meter.outlook(1, T, limit).fits).toBe(false);
    expect(meter.outlook(1, T + 61_000, limit).fits).toBe(true);
  });

  it('says nothing while no limit is known, and learns one from a throttle', () => {
    const meter = createQuotaMeter();
    meter.reserve(50_000, T).settle(T, { admitted: 50_000, completed: 0 });
    expect(meter.outlook(1000, T)).toEqual({ headroom: undefined, fits: true });
    meter.learnThrottle(T);
    expect(meter.outlook(1000, T)).toEqual({ headroom: 0, fits: true });
    expect(meter.outlook(25_000, T + 61_000).headroom).toBeGreaterThan(0);
    expect(meter.outlook(25_000, T + 1_300_000).headroom).toBeUndefined();
  });

  it('keeps headroom in [0, 1] and never negative reservations, in any order of settling', () => {
    const call = fc.record({ tokens: fc.nat(50_000), used: fc.nat(50_000), stays: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const meter = createQuotaMeter();
        const open = calls.map(({ tokens }) => meter.reserve(tokens, T));
        open.forEach((reservation, i) => {
          if (calls[i]?.stays === false)
            reservation.settle(T, { admitted: calls[i]?.used ?? 0, completed: 0 });
          const { headroom } = meter.outlook(0, T, limit);
          expect(headroom).toBeGreaterThanOrEqual(0);
          expect(headroom).toBeLessThanOrEqual(1);
        });
        const expected = calls.reduce((sum, { tokens, used, stays }) => sum + (stays ? tokens : used), 0);
        expect(meter.outlook(0, T, { tokensPerMinute: expected }).fits).toBe(true);
        if (expected > 0) expect(meter.outlook(1, T, { tokensPerMinute: expected }).fits).toBe(false);
      }),
    );
  });
});

describe('createQuotaLimits', () => {
  it('lets the account overrule the user, field by field', () => {
    const limits = createQuotaLimits();
    const place = { provider: 'us-east-1', baseId: SONNET.baseId };
    expect(limits.limitOf(bedrock, SONNET)).toBeUndefined();
    limits.set('user', place, { tokensPerMinute: 1, requestsPerMinute: 2 });
    limits.set('account', place, { tokensPerMinute: 500 });
    expect(limits.limitOf(bedrock, SONNET)).toEqual({ tokensPerMinute: 500, requestsPerMinute: 2 });
    limits.set('account', place);
    expect(limits.limitOf(bedrock, SONNET)).toEqual({ tokensPerMinute: 1, requestsPerMinute: 2 });
    expect(limits.limitOf(direct, SONNET)).toBeUndefined();
  });
});

describe('estimateInputTokens', () => {
  it('grows with everything that is sent', () => {
    const text = 'x'.repeat(3500);
    const small = request('m', { messages: [{ role: 'user', content: [{ type: 'text', text }] }] });
    expect(estimateInputTokens(small)).toBe(1000);
    const tool = { kind: 'function', name: 'read', inputSchema: { type: 'object', text } } as const;
    const block = { type: 'image', media: { kind: 'base64', mediaType: 'image/png', data: 'A' } } as const;
    const nested = { type: 'tool-result', toolUseId: 't', content: [block], isError: false } as const;
    const large = { ...small, tools: [tool], messages: [{ role: 'user', content: [nested] } as const] };
    expect(estimateInputTokens(large)).toBeGreaterThan(2600);
    expect(estimateInputTokens(large)).toBeLessThan(2700);
  });
});
