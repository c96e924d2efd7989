/** An exponentially weighted average that also forgets with time. */
export interface MovingAverage {
  add(value: number, nowMs: number): void;
  /** Undefined before the first value. */
  value(): number | undefined;
  /** 1 right after a value, halving with every half-life in which none comes. */
  confidence(nowMs: number): number;
}

/** Share of the newest value in the average when values come thick and fast. */
const NEWEST = 0.3;
/** What is older than this counts half against a new value: the first look at a target after long replaces the past. */
const BLEND_HALF_LIFE_MS = 60_000;

/** Makes an empty average; after `halfLifeMs` without a new value it is trusted half as much. */
export function createMovingAverage(halfLifeMs: number): MovingAverage {
  let mean: number | undefined;
  let at = 0;
  return {
    add(value, nowMs) {
      const kept = (1 - NEWEST) * faded(nowMs - at, BLEND_HALF_LIFE_MS);
      mean = mean === undefined ? value : mean * kept + value * (1 - kept);
      at = nowMs;
    },
    value: () => mean,
    confidence: (nowMs) => (mean === undefined ? 0 : faded(nowMs - at, halfLifeMs)),
  };
}

function faded(elapsedMs: number, halfLifeMs: number): number {
  return 2 ** (-Math.max(0, elapsedMs) / halfLifeMs);
}
