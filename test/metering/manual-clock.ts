import type { Clock } from '../../main/platform/ports/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due, in order; work that the callbacks begin is let finish in between. */
  advance(ms: number): Promise<void>;
  readonly timers: number;
}

/** A clock that stands still until told. */
export function createManualClock(start = 1_700_000_000_000): ManualClock {
  let elapsed = 0;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const nextBefore = (end: number) =>
    timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after(ms, callback) {
      const timer = { at: elapsed + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const end = elapsed + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) {
        const due = timer;
        timers = timers.filter((other) => other !== due);
        elapsed = Math.max(elapsed, due.at);
        due.callback();
        await new Promise((resolve) => setImmediate(resolve));
      }
      elapsed = end;
    },
    get timers() {
      return timers.length;
    },
  };
}
