import type { AppError } from '../core/app-error.ts';
import type { Engine } from './engine.ts';
import type { TargetRecord } from './target-record.ts';
import { viewTarget } from './target-view.ts';

/** One target's state, for the dashboard. */
export interface TargetHealth {
  /** `<provider id>/<resolved model id>`. */
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  readonly region?: string;
  readonly state: TargetState;
  /** One line: why it is in this state. */
  readonly why: string;
  /** The Zenith score, in [0, 1]. */
  readonly score: number;
  /** Moving average of the time to the first content, milliseconds; absent before the first answer. */
  readonly ttftMs?: number;
  /** In [0, 1]; absent when nothing recent is known. */
  readonly successRate?: number;
  /** Share of the minute's quota left, in [0, 1]; absent when no limit is known. */
  readonly headroom?: number;
  readonly breaker: { readonly state: 'closed' | 'open' | 'half-open'; readonly remainingMs: number };
  /** Until a throttle ends; 0 when there is none. */
  readonly throttledMs: number;
  readonly lastError?: { readonly code: AppError['code']; readonly message: string; readonly at: number };
}

/** `unknown`: not used yet. */
export type TargetState = 'unknown' | 'healthy' | 'limited' | 'ejected' | 'probing';

/** Every target met so far, as it stands now. */
export function describeHealth(engine: Engine): readonly TargetHealth[] {
  return [...engine.records.all()].map((record) => describe(record, engine));
}

function describe(record: TargetRecord, engine: Engine): TargetHealth {
  const nowMs = engine.clock.monotonic();
  const { target, lastError } = record;
  const limit = engine.limits.limitOf(target.provider, target.model);
  const view = viewTarget(record, { tokens: 0, limit }, nowMs);
  const breaker = record.breaker.state(nowMs);
  return {
    target: target.key,
    provider: target.provider.id,
    model: target.model.id,
    region: target.provider.region,
    state: stateOf(record, view.standing, nowMs),
    why: view.why,
    score: view.score.total,
    ttftMs: record.speed.value(),
    successRate: record.rate.value(nowMs),
    headroom: record.quota.outlook(0, nowMs, limit).headroom,
    breaker: { state: breaker.kind, remainingMs: breaker.kind === 'open' ? breaker.remainingMs : 0 },
    throttledMs: Math.max(0, (record.throttle?.untilMs ?? nowMs) - nowMs),
    lastError: lastError && {
      code: lastError.error.code,
      message: lastError.error.message,
      at: lastError.at,
    },
  };
}

function stateOf(
  record: TargetRecord,
  standing: 'ready' | 'limited' | 'ejected',
  nowMs: number,
): TargetState {
  const breaker = record.breaker.state(nowMs);
  if (record.isRetrying || (breaker.kind === 'half-open' && breaker.isProbing)) return 'probing';
  if (standing !== 'ready') return standing;
  const isUsed = record.speed.value() !== undefined || record.lastError !== undefined;
  return isUsed ? 'healthy' : 'unknown';
}
