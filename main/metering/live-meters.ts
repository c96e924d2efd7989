import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import type { LiveMeter } from './live-meter.ts';
import type { RequestMeter } from './request-meter.ts';

/** What moved since the last change: meters still in flight, and the rows of those that ended. */
export interface LiveChange {
  readonly progressed: readonly LiveMeter[];
  /** Oldest first; only the newest 200 when more ended at once. */
  readonly finished: readonly LedgerRow[];
}

/** The requests in flight. */
export interface LiveMeters {
  add(meter: RequestMeter): void;
  finish(row: LedgerRow): void;
  /** All meters in flight, oldest first. */
  list(): readonly LiveMeter[];
  readonly size: number;
  /**
   * Tells the listener of changes, at most four times a second; the return value ends it. Meters are read on a
   * timer that runs only while somebody listens and something moves, so a delta costs nothing more.
   */
  subscribe(listener: (change: LiveChange) => void): () => void;
}

const INTERVAL_MS = 250;
const MAX_FINISHED = 200;

/** An empty registry. */
export function createLiveMeters(clock: Clock): LiveMeters {
  const meters = new Map<string, RequestMeter>();
  const told = new Map<string, number>();
  const listeners = new Set<(change: LiveChange) => void>();
  let finished: LedgerRow[] = [];
  let cancelTick: (() => void) | undefined;

  const tick = (): void => {
    cancelTick = undefined;
    const progressed = [...meters.values()].filter((meter) => told.get(meter.requestId) !== meter.revision);
    for (const meter of progressed) told.set(meter.requestId, meter.revision);
    const change = { progressed: progressed.map((meter) => meter.live()), finished };
    finished = [];
    if (change.progressed.length + change.finished.length > 0)
      for (const tell of [...listeners]) tell(change);
    schedule();
  };
  const schedule = (): void => {
    const due = listeners.size > 0 && (meters.size > 0 || finished.length > 0);
    if (due) cancelTick ??= clock.after(INTERVAL_MS, tick);
  };
  return {
    add(meter) {
      meters.set(meter.requestId, meter);
      schedule();
    },
    finish(row) {
      meters.delete(row.requestId);
      told.delete(row.requestId);
      if (listeners.size > 0) finished = [...finished.slice(1 - MAX_FINISHED), row];
      schedule();
    },
    list: () => [...meters.values()].map((meter) => meter.live()),
    get size() {
      return meters.size;
    },
    subscribe(listener) {
      listeners.add(listener);
      schedule();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        cancelTick?.();
        cancelTick = undefined;
        finished = [];
        told.clear();
      };
    },
  };
}
