import { afterEach, describe, expect, it } from 'vitest';
import { ask, STREAMED } from './callers.ts';
import { closeEngines, pairOf, startEngine } from './start-engine.ts';

afterEach(closeEngines);

/** What a refused connection may cost the client, in milliseconds. */
const BUDGET_MS = 300;

describe.each(STREAMED)('$name: moving to the next region', (caller) => {
  it('after a refused connection takes at most 300 ms', async () => {
    const costs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const engine = await startEngine();
      await ask(engine, caller);
      await pairOf(engine)[0].fault({ kind: 'refuse', dropLive: true });
      const began = performance.now();
      const reading = await ask(engine, caller);
      costs.push(performance.now() - began);
      expect(reading).toMatchObject({ status: 200, text: 'All is well.' });
      expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-west-2');
    }
    expect(Math.min(...costs)).toBeLessThanOrEqual(BUDGET_MS);
  });

  it('under fifty live streams breaks those honestly and leaves every new one whole', async () => {
    const engine = await startEngine({ simulator: { tokenDelayMs: 5 } });
    const [first] = pairOf(engine);
    const live = Array.from({ length: 50 }, () => ask(engine, caller, { text: 'count to 300' }));
    while (first.requests.filter(({ firstByteAt }) => firstByteAt !== undefined).length < 50) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    await first.fault({ kind: 'refuse', dropLive: true });
    const fresh = Array.from({ length: 10 }, () => ask(engine, caller, { text: 'count to 20' }));
    const whole = Array.from({ length: 20 }, (_, index) => index + 1).join(' ');
    for (const reading of await Promise.all(fresh)) {
      expect(reading).toMatchObject({ status: 200, isComplete: true, text: whole, error: undefined });
    }
    for (const reading of await Promise.all(live)) {
      // What had not begun may have moved; what had begun must say that it is broken.
      const moved = reading.headers.get('x-krouter-provider') === 'bedrock-us-west-2';
      expect(reading.isComplete).toBe(moved);
      expect(reading.error === undefined).toBe(moved);
    }
  });
});
