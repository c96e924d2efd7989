import type { QuotaLimit } from './quota-limits.ts';
import type { TargetRecord } from './target-record.ts';
import { FAILING_BELOW, type ZenithScore, zenithScore } from './zenith-score.ts';

/** `ready`: use it. `limited`: its quota cannot take the request now. `ejected`: it is failing. */
export type Standing = 'ready' | 'limited' | 'ejected';

/** What ranking needs to know of a target at one moment. */
export interface TargetView {
  readonly score: ZenithScore;
  readonly standing: Standing;
  /** Until the target may be of use again; 0 when ready. */
  readonly waitMs: number;
  /** One request should find out whether the target is back. */
  readonly isProbeDue: boolean;
  /** Nothing has been sent there for so long that what is known may be wrong. */
  readonly isStale: boolean;
  /** Why it is not ready, or that it is. */
  readonly why: string;
}

/** The request that wants to go there. */
export interface Load {
  /** Tokens that would be set aside for it. */
  readonly tokens: number;
  readonly limit?: QuotaLimit;
}

/** A target that failed gets another try after this time: the breaker's first step. */
const RETRIAL_MS = 30_000;
const STALE_MS = 300_000;

/** Looks at a record without changing it. */
export function viewTarget(record: TargetRecord, load: Load, nowMs: number): TargetView {
  const outlook = record.quota.outlook(load.tokens, nowMs, load.limit);
  const obstacle = ejectionOf(record, nowMs) ?? limitOf(record, outlook.fits, nowMs);
  const successRate = record.rate.value(nowMs);
  return {
    score: zenithScore({
      ttftMs: record.speed.value(),
      confidence: record.speed.confidence(nowMs),
      successRate,
      headroom: outlook.headroom,
      isEjected: obstacle?.standing === 'ejected',
    }),
    standing: obstacle?.standing ?? 'ready',
    waitMs: obstacle?.waitMs ?? 0,
    isProbeDue: isProbeDue(record, nowMs) && !isThrottled(record, nowMs),
    isStale: nowMs - record.triedAtMs >= STALE_MS,
    why: obstacle?.why ?? 'ready',
  };
}

/** True when a target that failed has been left alone long enough and nobody is trying it yet. */
export function isRetrialDue(record: TargetRecord, nowMs: number): boolean {
  return record.failedAtMs !== undefined && !record.isRetrying && nowMs - record.failedAtMs >= RETRIAL_MS;
}

/** Time for which upstream itself asked to be left alone; 0 when it did not. */
export function askedToWaitMs(record: TargetRecord, nowMs: number): number {
  const { throttle } = record;
  return throttle?.isExplicit ? Math.max(0, throttle.untilMs - nowMs) : 0;
}

interface Obstacle {
  readonly standing: Standing;
  readonly waitMs: number;
  readonly why: string;
}

function isProbeDue(record: TargetRecord, nowMs: number): boolean {
  const state = record.breaker.state(nowMs);
  if (state.kind === 'closed') return isRetrialDue(record, nowMs);
  return state.kind === 'half-open' && !state.isProbing;
}

function ejectionOf(record: TargetRecord, nowMs: number): Obstacle | undefined {
  const state = record.breaker.state(nowMs);
  switch (state.kind) {
    case 'open':
      return { standing: 'ejected', waitMs: state.remainingMs, why: 'breaker open' };
    case 'half-open':
      return { standing: 'ejected', waitMs: 0, why: state.isProbing ? 'being probed' : 'breaker half-open' };
    case 'closed': {
      if ((record.rate.value(nowMs) ?? 1) >= FAILING_BELOW) return undefined;
      const waitMs = Math.max(0, (record.failedAtMs ?? nowMs) + RETRIAL_MS - nowMs);
      return { standing: 'ejected', waitMs, why: 'most requests fail' };
    }
  }
}

function isThrottled(record: TargetRecord, nowMs: number): boolean {
  return (record.throttle?.untilMs ?? nowMs) > nowMs;
}

function limitOf(record: TargetRecord, fits: boolean, nowMs: number): Obstacle | undefined {
  const throttledMs = (record.throttle?.untilMs ?? nowMs) - nowMs;
  if (throttledMs > 0) return { standing: 'limited', waitMs: throttledMs, why: 'throttled' };
  return fits ? undefined : { standing: 'limited', waitMs: 0, why: 'quota cannot take the request' };
}
