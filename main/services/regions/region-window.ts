import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { LedgerRow } from '../../platform/ports/ledger-store.ts';
import { createSlidingWindow, type SlidingWindow } from '../../routing/sliding-window.ts';
import { createMinuteSeries, type MinuteSeries, type MinuteView } from './minute-series.ts';

/** What went through each provider lately. */
export interface RegionWindow {
  /** A request has finished. */
  add(row: LedgerRow): void;
  /** @param provider a provider's id */
  view(provider: string): RegionActivity;
  /** When a target last gave a whole answer, in milliseconds since 1970. */
  lastOkAt(provider: string, model: string): number | undefined;
}

export interface RegionActivity extends MinuteView {
  /** In the last 60 seconds. */
  readonly throttles: number;
  /** In the last 60 seconds: what counts against a quota, so without cache reads. */
  readonly tokens: number;
}

interface Activity {
  readonly minutes: MinuteSeries;
  readonly throttles: SlidingWindow;
  readonly tokens: SlidingWindow;
}

/** @param monotonic milliseconds that never jump */
export function createRegionWindow(monotonic: () => number): RegionWindow {
  const activities = new Map<string, Activity>();
  const lastOk = new Map<string, number>();
  const of = (provider: string): Activity => {
    const known = activities.get(provider);
    if (known !== undefined) return known;
    const fresh = {
      minutes: createMinuteSeries(),
      throttles: createSlidingWindow(),
      tokens: createSlidingWindow(),
    };
    activities.set(provider, fresh);
    return fresh;
  };
  return {
    add(row) {
      const nowMs = monotonic();
      for (const provider of throttledBy(row)) of(provider).throttles.add(1, nowMs);
      if (row.provider === null) return;
      const { minutes, tokens } = of(row.provider);
      minutes.add(row.ttftMs, nowMs);
      tokens.add(quotaTokens(row), nowMs);
      if (row.outcome === 'ok')
        lastOk.set(`${row.provider}/${row.upstreamModel}`, row.startedAt + row.durationMs);
    },
    view(provider) {
      const nowMs = monotonic();
      const { minutes, throttles, tokens } = of(provider);
      return { ...minutes.view(nowMs), throttles: throttles.sum(nowMs), tokens: tokens.sum(nowMs) };
    },
    lastOkAt: (provider, model) => lastOk.get(`${provider}/${model}`),
  };
}

function quotaTokens({ inputTokens, cacheWriteTokens, outputTokens }: LedgerRow): number {
  return (inputTokens ?? 0) + (cacheWriteTokens ?? 0) + (outputTokens ?? 0);
}

const THROTTLES = new Set<unknown>(['rate_limited', 'quota_exceeded']);

/** The providers that said "too much", by the decision record; it is read only where something went wrong. */
function throttledBy({ decision, attempts, outcome }: LedgerRow): readonly string[] {
  if (decision === null || (attempts <= 1 && outcome === 'ok')) return [];
  const made = parseJsonObject(decision)?.['attempts'];
  const list: readonly unknown[] = Array.isArray(made) ? made : [];
  return list.flatMap((attempt) => {
    if (!isJsonObject(attempt) || !isJsonObject(attempt['error'])) return [];
    const { provider, error } = { provider: attempt['provider'], error: attempt['error'] };
    return typeof provider === 'string' && THROTTLES.has(error['code']) ? [provider] : [];
  });
}
