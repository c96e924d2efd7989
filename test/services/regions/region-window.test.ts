import { describe, expect, it } from 'vitest';
import { createRegionWindow } from '../../../main/services/regions/region-window.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { sampleRow } from '../../metering/sample-row.ts';

const EU = 'bedrock-eu-west-1';

function open() {
  const clock = createManualClock();
  return { clock, window: createRegionWindow(() => clock.monotonic()) };
}

describe('the last half hour of a region', () => {
  it('is empty at first', () => {
    const { window } = open();
    const { p50, requests, throttles } = window.view(EU);
    expect(p50).toEqual(Array.from({ length: 30 }, () => null));
    expect(requests.reduce((a, b) => a + b)).toBe(0);
    expect(throttles).toBe(0);
  });

  it('has percentiles by nearest rank, minute by minute, the present one last', async () => {
    const { clock, window } = open();
    for (let ms = 1; ms <= 100; ms += 1) window.add(sampleRow({ ttftMs: ms }));
    await clock.advance(60_000);
    window.add(sampleRow({ ttftMs: 7 }));
    const { p50, p95, requests } = window.view(EU);
    expect(p50.slice(-2)).toEqual([50, 7]);
    expect(p95.slice(-2)).toEqual([95, 7]);
    expect(requests.slice(-3)).toEqual([0, 100, 1]);
  });

  it('forgets what is older', async () => {
    const { clock, window } = open();
    window.add(sampleRow({ ttftMs: 5 }));
    await clock.advance(29 * 60_000);
    expect(window.view(EU).requests[0]).toBe(1);
    await clock.advance(60_000);
    expect(window.view(EU).requests.every((count) => count === 0)).toBe(true);
    await clock.advance(24 * 3_600_000);
    window.add(sampleRow({ ttftMs: 6 }));
    expect(window.view(EU).p50.filter((ttft) => ttft !== null)).toEqual([6]);
  });

  it('counts requests without an answer, which have no time to first token', () => {
    const { window } = open();
    window.add(sampleRow({ ttftMs: null, outcome: 'error' }));
    expect(window.view(EU)).toMatchObject({ requests: expect.arrayContaining([1]) });
    expect(window.view(EU).p50.at(-1)).toBeNull();
  });

  it('counts throttles of the region that was passed over, from the decision', () => {
    const { window } = open();
    const attempts = [
      { provider: 'bedrock-us-east-1', error: { code: 'rate_limited' } },
      { provider: 'bedrock-us-east-1', error: { code: 'overloaded' } },
      { provider: EU },
    ];
    window.add(sampleRow({ attempts: 3, decision: JSON.stringify({ attempts }) }));
    expect(window.view('bedrock-us-east-1').throttles).toBe(1);
    expect(window.view(EU).throttles).toBe(0);
  });

  it('adds up what counts against the quota in the last 60 seconds: no cache reads', async () => {
    const { clock, window } = open();
    window.add(
      sampleRow({ inputTokens: 10, cacheReadTokens: 5_000, cacheWriteTokens: 100, outputTokens: 1 }),
    );
    expect(window.view(EU).tokens).toBe(111);
    await clock.advance(61_000);
    expect(window.view(EU).tokens).toBe(0);
  });

  it('knows when a target last gave a whole answer', () => {
    const { window } = open();
    window.add(sampleRow({ startedAt: 1_000, durationMs: 500, upstreamModel: 'm' }));
    window.add(sampleRow({ startedAt: 9_000, outcome: 'error', upstreamModel: 'm' }));
    expect(window.lastOkAt(EU, 'm')).toBe(1_500);
    expect(window.lastOkAt(EU, 'other')).toBeUndefined();
  });

  it('stays small, however much goes through', () => {
    const { window } = open();
    for (let i = 0; i < 50_000; i += 1) window.add(sampleRow({ ttftMs: i % 1_000 }));
    const { p50, requests } = window.view(EU);
    expect(requests.at(-1)).toBe(50_000);
    expect(p50.at(-1)).toBeGreaterThan(0);
  });
});
