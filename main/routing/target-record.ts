import type { AppError } from '../core/app-error.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { createMovingAverage, type MovingAverage } from './moving-average.ts';
import { createQuotaMeter, type QuotaMeter } from './quota-headroom.ts';
import { createSuccessRate, type SuccessRate } from './success-rate.ts';
import type { Target } from './target.ts';

/** Everything remembered about one target. Times are monotonic milliseconds. */
export interface TargetRecord {
  readonly target: Target;
  readonly breaker: Breaker;
  /** Time to the first content, milliseconds. */
  readonly speed: MovingAverage;
  readonly rate: SuccessRate;
  readonly quota: QuotaMeter;
  /** The last request, or when the target became known. */
  triedAtMs: number;
  /** The last failure, unless the target has worked since. */
  failedAtMs: number | undefined;
  /** A request is finding out whether a target that failed is back. */
  isRetrying: boolean;
  throttle: Throttle | undefined;
  lastError: LastError | undefined;
}

/** The target said that it is too much at the moment. */
export interface Throttle {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Upstream itself named the time. */
  readonly isExplicit: boolean;
  /** Throttles in a row. */
  readonly strikes: number;
}

export interface LastError {
  readonly error: AppError;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Latency and success count half after this time: long enough to rank by, short enough to forgive. */
const SPEED_HALF_LIFE_MS = 600_000;
const RATE_HALF_LIFE_MS = 300_000;

/** Makes a record that knows nothing yet. */
export function createTargetRecord(target: Target, nowMs: number): TargetRecord {
  return {
    target,
    breaker: createBreaker(),
    speed: createMovingAverage(SPEED_HALF_LIFE_MS),
    rate: createSuccessRate(RATE_HALF_LIFE_MS),
    quota: createQuotaMeter(),
    triedAtMs: nowMs,
    failedAtMs: undefined,
    isRetrying: false,
    throttle: undefined,
    lastError: undefined,
  };
}
