import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerStore } from '../platform/ports/ledger-store.ts';
import type { Log } from '../platform/ports/log.ts';

export interface RetentionLimits {
  /** Rows older than this go, in days. */
  readonly days: number;
  /** Only so many of the newest stay: 500,000 are some 250 MB. */
  readonly rows: number;
}

/** Keeps the ledger from growing without end. */
export interface Retention {
  /** Something was written: old rows may have to go. */
  nudge(): void;
  stop(): void;
}

export interface RetentionDeps {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention?: Partial<RetentionLimits>;
}

const DEFAULTS: RetentionLimits = { days: 400, rows: 500_000 };
const DAY_MS = 86_400_000;
const REST_MS = 60_000;
const STEP_MS = 100;
const STEP_ROWS = 500;

/**
 * Removes old rows in small steps, so that none holds the database for long: a first step soon after a write, more
 * at once while there is something to remove, else at most one a minute.
 */
export function createRetention({ store, clock, log, retention }: RetentionDeps): Retention {
  const limits = { ...DEFAULTS, ...retention };
  let stopped = false;
  let cancel: (() => void) | undefined;
  let restUntil = Number.NEGATIVE_INFINITY;

  const schedule = (ms: number): void => {
    if (!stopped) cancel ??= clock.after(ms, () => void step());
  };
  const step = async (): Promise<void> => {
    const before = clock.now() - limits.days * DAY_MS;
    const removed = await store.prune({ before, maxRows: limits.rows, limit: STEP_ROWS }).catch((error) => {
      log.warn('Old rows could not be removed from the ledger.', { error });
      return 0;
    });
    cancel = undefined;
    if (removed >= STEP_ROWS) return schedule(STEP_MS);
    restUntil = clock.monotonic() + REST_MS;
  };
  return {
    nudge() {
      if (clock.monotonic() >= restUntil) schedule(STEP_MS);
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
