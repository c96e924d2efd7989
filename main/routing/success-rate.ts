/** Share of requests that succeeded, recent ones counting more. */
export interface SuccessRate {
  add(ok: boolean, nowMs: number): void;
  /** In [0, 1]; undefined when nothing recent is known. */
  value(nowMs: number): number | undefined;
  /** Forgets the past: the target has recovered. */
  reset(): void;
}

/** Two imagined successes: one failure at a target nobody knows leaves it healthy, three do not. */
const PRIOR = 2;
/** What is left of old counts when they no longer tell anything. */
const NEGLIGIBLE = 0.01;

/** Makes an empty rate; a result counts half after `halfLifeMs`. */
export function createSuccessRate(halfLifeMs: number): SuccessRate {
  let good = 0;
  let bad = 0;
  let at = 0;
  const faded = (nowMs: number) => 2 ** (-Math.max(0, nowMs - at) / halfLifeMs);
  return {
    add(ok, nowMs) {
      const kept = faded(nowMs);
      good = good * kept + (ok ? 1 : 0);
      bad = bad * kept + (ok ? 0 : 1);
      at = nowMs;
    },
    value(nowMs) {
      const kept = faded(nowMs);
      if ((good + bad) * kept < NEGLIGIBLE) return undefined;
      return (good * kept + PRIOR) / ((good + bad) * kept + PRIOR);
    },
    reset() {
      good = 0;
      bad = 0;
    },
  };
}
