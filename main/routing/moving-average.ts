/** An exponentially weighted average that also forgets with time. */
export interface MovingAverage {
  add(value: number, nowMs: number): void;
  /** Undefined before the first value. */
  value(): number | undefined;
  /** 1 while the average is fresh, falling to 0 once nothing new has come for several half-lives. */
  confidence(nowMs: number): number;
}

/** Share of the newest value in the average: five values make up five sixths of it. */
const NEWEST = 0.3;

/** Makes an empty average; `halfLifeMs` is the time after which what was measured counts half. */
export function createMovingAverage(halfLifeMs: number): MovingAverage {
  let sum = 0;
  let weight = 0;
  let at = 0;
  const faded = (nowMs: number) => 2 ** (-Math.max(0, nowMs - at) / halfLifeMs);
  return {
    add(value, nowMs) {
      const kept = (1 - NEWEST) * faded(nowMs);
      sum = sum * kept + value * NEWEST;
      weight = weight * kept + NEWEST;
      at = nowMs;
    },
    value: () => (weight === 0 ? undefined : sum / weight),
    confidence: (nowMs) => Math.min(1, (weight * faded(nowMs)) / NEWEST),
  };
}
