import type { Clock } from '../platform/ports/clock.ts';

/** How long to wait for the slower ones. */
export interface Patience<T> {
  readonly clock: Clock;
  readonly graceMs: number;
  /** The grace runs from the first result for which this holds; before that the wait has no end. */
  isEnough(value: T): boolean;
}

/**
 * Waits for promises that never reject, but not for stragglers once there is enough to go on with: one unreachable
 * region must not hold up the others. What is still missing stays undefined at its place.
 */
export function settleSoon<T>(
  promises: readonly Promise<T>[],
  patience: Patience<T>,
): Promise<readonly (T | undefined)[]> {
  return new Promise((resolve) => {
    const results: (T | undefined)[] = promises.map(() => undefined);
    let missing = promises.length;
    let stopTimer: (() => void) | undefined;
    const end = () => {
      stopTimer?.();
      resolve([...results]);
    };
    if (missing === 0) return end();
    promises.forEach((promise, index) => {
      void promise.then((value) => {
        results[index] = value;
        missing -= 1;
        if (missing === 0) return end();
        if (stopTimer === undefined && patience.isEnough(value)) {
          stopTimer = patience.clock.after(patience.graceMs, end);
        }
      });
    });
  });
}
