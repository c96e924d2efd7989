import type { Clock } from '../../main/platform/ports/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Runs every timer due within `ms`, in order, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Timers that are set. */
  readonly pending: number;
}

/** Starts at an arbitrary moment, like a real one. */
export function createFakeClock(): FakeClock {
  let nowMs = 5_000_000;
  let next = 0;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  const due = (limit: number) =>
    [...timers].filter(([, { at }]) => at <= limit).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => 1_800_000_000_000 + nowMs,
    monotonic: () => nowMs,
    after(ms, callback) {
      const id = next++;
      timers.set(id, { at: nowMs + ms, callback });
      return () => void timers.delete(id);
    },
    async advance(ms) {
      const limit = nowMs + ms;
      await settled();
      for (let timer = due(limit); timer !== undefined; timer = due(limit)) {
        timers.delete(timer[0]);
        nowMs = Math.max(nowMs, timer[1].at);
        timer[1].callback();
        await settled();
      }
      nowMs = limit;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Lets everything run that waits for nothing but promises. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Advances in steps until the promise is settled: for tests that do not care how long it takes. */
export async function runToEnd<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  promise.then(mark, mark);
  for (let i = 0; i < 2000 && !isDone; i += 1) await clock.advance(i === 0 ? 0 : 1000);
  return promise;
}
