import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerRow, LedgerStore } from '../platform/ports/ledger-store.ts';
import type { Log } from '../platform/ports/log.ts';

/** Rows on their way to the store. */
export interface LedgerQueue {
  add(row: LedgerRow): void;
  flush(): Promise<boolean>;
  status(): { readonly pending: number; readonly dropped: number };
  /** One last attempt to write; says in the log what was lost. */
  close(): Promise<void>;
}

export interface LedgerQueueDeps {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after each batch that was stored. */
  readonly onStored: () => void;
}

const BATCH_MS = 250;
const BATCH_ROWS = 100;
/** A batch never holds the database for more than some 15 ms. */
const MAX_BATCH_ROWS = 500;
/** Some 10 MB; an hour of a busy desk. */
const CAPACITY = 10_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/**
 * Collects rows and writes them in batches, one at a time. While the store fails, rows wait and the pauses grow; when
 * the queue is full, new rows are dropped and counted.
 */
export function createLedgerQueue({ store, clock, log, onStored }: LedgerQueueDeps): LedgerQueue {
  let rows: LedgerRow[] = [];
  let dropped = 0;
  let closed = false;
  let retryMs = 0;
  let cancelTimer: (() => void) | undefined;
  let timerMs = Number.POSITIVE_INFINITY;
  let writing: Promise<boolean> | undefined;

  const schedule = (ms: number): void => {
    if (ms >= timerMs) return;
    cancelTimer?.();
    timerMs = ms;
    cancelTimer = clock.after(ms, () => {
      stopTimer();
      void flush();
    });
  };
  const stopTimer = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    timerMs = Number.POSITIVE_INFINITY;
  };
  const writeBatch = async (): Promise<boolean> => {
    const batch = rows.slice(0, MAX_BATCH_ROWS);
    try {
      await store.insert(batch);
    } catch (error) {
      if (retryMs === 0) log.warn('The ledger cannot be written. Rows wait in memory.', { error });
      retryMs = Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, retryMs * 2));
      return false;
    }
    if (retryMs > 0) log.info('The ledger can be written again.', { dropped });
    retryMs = 0;
    rows = rows.slice(batch.length);
    onStored();
    return true;
  };
  const writeAll = async (): Promise<boolean> => {
    stopTimer();
    let stored = true;
    while (stored && rows.length > 0) stored = await writeBatch();
    // In the same breath as the last look at `rows`: what is added from here on belongs to the next round.
    writing = undefined;
    if (!stored && !closed) schedule(retryMs);
    return stored;
  };
  const flush = async (): Promise<boolean> => {
    if (rows.length > 0) writing ??= writeAll();
    return writing ?? true;
  };
  return {
    add(row) {
      if (closed || rows.length >= CAPACITY) {
        dropped += 1;
        return;
      }
      rows.push(row);
      if (retryMs === 0 && writing === undefined) schedule(rows.length < BATCH_ROWS ? BATCH_MS : 0);
    },
    flush,
    status: () => ({ pending: rows.length, dropped }),
    async close() {
      closed = true;
      await flush();
      stopTimer();
      dropped += rows.length;
      rows = [];
      if (dropped > 0) log.warn('The ledger has lost rows.', { dropped });
    },
  };
}
