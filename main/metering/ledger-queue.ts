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
export function createLedgerQueue(deps: LedgerQueueDeps): LedgerQueue {
  return new BatchingQueue(deps);
}

class BatchingQueue implements LedgerQueue {
  readonly #deps: LedgerQueueDeps;
  #rows: LedgerRow[] = [];
  #dropped = 0;
  #closed = false;
  #retryMs = 0;
  #cancelTimer: (() => void) | undefined;
  #timerMs = Number.POSITIVE_INFINITY;
  #writing: Promise<boolean> | undefined;

  constructor(deps: LedgerQueueDeps) {
    this.#deps = deps;
  }

  readonly add = (row: LedgerRow): void => {
    if (this.#closed || this.#rows.length >= CAPACITY) {
      this.#dropped += 1;
      return;
    }
    this.#rows.push(row);
    const isIdle = this.#retryMs === 0 && this.#writing === undefined;
    if (isIdle) this.#schedule(this.#rows.length < BATCH_ROWS ? BATCH_MS : 0);
  };

  readonly flush = async (): Promise<boolean> => {
    if (this.#rows.length > 0) this.#writing ??= this.#writeAll();
    return this.#writing ?? true;
  };

  status(): { readonly pending: number; readonly dropped: number } {
    return { pending: this.#rows.length, dropped: this.#dropped };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    this.#stopTimer();
    this.#dropped += this.#rows.length;
    this.#rows = [];
    if (this.#dropped > 0) this.#deps.log.warn('The ledger has lost rows.', { dropped: this.#dropped });
  }

  #schedule(ms: number): void {
    if (ms >= this.#timerMs) return;
    this.#cancelTimer?.();
    this.#timerMs = ms;
    this.#cancelTimer = this.#deps.clock.after(ms, () => {
      this.#stopTimer();
      void this.flush();
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#timerMs = Number.POSITIVE_INFINITY;
  }

  async #writeAll(): Promise<boolean> {
    this.#stopTimer();
    let stored = true;
    while (stored && this.#rows.length > 0) stored = await this.#writeBatch();
    // In the same breath as the last look at the rows: what is added from here on belongs to the next round.
    this.#writing = undefined;
    if (!stored && !this.#closed) this.#schedule(this.#retryMs);
    return stored;
  }

  async #writeBatch(): Promise<boolean> {
    const { store, log, onStored } = this.#deps;
    const batch = this.#rows.slice(0, MAX_BATCH_ROWS);
    try {
      await store.insert(batch);
    } catch (error) {
      if (this.#retryMs === 0) log.warn('The ledger cannot be written. Rows wait in memory.', { error });
      this.#retryMs = Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, this.#retryMs * 2));
      return false;
    }
    if (this.#retryMs > 0) log.info('The ledger can be written again.', { dropped: this.#dropped });
    this.#retryMs = 0;
    this.#rows = this.#rows.slice(batch.length);
    onStored();
    return true;
  }
}
