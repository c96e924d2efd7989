import { describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/system-clock.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the system clock', () => {
  it('tells the time of day and a time that only grows', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(50);
    const earlier = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(earlier);
  });

  it('calls back once after the time, and not at all once cancelled', async () => {
    const calls: string[] = [];
    systemClock.after(10, () => calls.push('kept'));
    const cancel = systemClock.after(10, () => calls.push('cancelled'));
    cancel();
    expect(calls).toEqual([]);
    await wait(40);
    expect(calls).toEqual(['kept']);
  });
});
