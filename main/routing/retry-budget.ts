/**
 * Bounds how many requests may be retrying at a target that has just failed them, so that trouble upstream is not
 * multiplied: a fifth of the active requests, at least three (Envoy's figures). Failing over to another target does
 * not count: there it is the first try.
 */
export interface RetryBudget {
  /** A request begins; call the result once when it is decided. */
  enter(): () => void;
  /** Undefined when no retry may start now; else call the result once when the request is decided. */
  take(): (() => void) | undefined;
}

const SHARE = 0.2;
const MINIMUM = 3;

/** Makes a budget for one router. */
export function createRetryBudget(): RetryBudget {
  let active = 0;
  let retrying = 0;
  return {
    enter() {
      active += 1;
      return () => {
        active -= 1;
      };
    },
    take() {
      if (retrying >= Math.max(MINIMUM, active * SHARE)) return undefined;
      retrying += 1;
      return () => {
        retrying -= 1;
      };
    },
  };
}
