import type { Clock } from '../platform/ports/clock.ts';
import type {
  LedgerFilter,
  LedgerPageQuery,
  LedgerPlace,
  LedgerRow,
  LedgerStore,
  LedgerTotal,
  LedgerTotalsQuery,
} from '../platform/ports/ledger-store.ts';
import type { Log } from '../platform/ports/log.ts';
import { type ExportFormat, exportRows } from './ledger-export.ts';
import { createLedgerQueue } from './ledger-queue.ts';
import { createRetention, type RetentionLimits } from './retention.ts';

/** The record of finished requests. */
export interface Ledger {
  /** Takes a row; it is written within a quarter of a second. Never throws, never waits. */
  record(row: LedgerRow): void;
  /** Resolves with true when every row recorded before is stored, false when the store would not take them. */
  flush(): Promise<boolean>;
  /** Newest first, at most 500 rows; the next page begins after the last one's `startedAt` and `requestId`. */
  query(query: Partial<LedgerPageQuery>): Promise<readonly LedgerRow[]>;
  get(requestId: string): Promise<LedgerRow | undefined>;
  /** Sums and percentiles, split by up to two groups. */
  totals(query: Partial<LedgerTotalsQuery>): Promise<readonly LedgerTotal[]>;
  /** The rows as text, newest first, in pieces of some 500 rows. */
  export(format: ExportFormat, filter?: LedgerFilter): AsyncIterable<string>;
  status(): LedgerStatus;
  /** Writes what is left, once, and closes the store. Never throws. */
  close(): Promise<void>;
}

export interface LedgerStatus {
  readonly place: LedgerPlace;
  /** Rows recorded and not yet written. */
  readonly pending: number;
  /** Rows lost since the start because the store took none for too long. */
  readonly dropped: number;
}

export interface LedgerDeps {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention?: Partial<RetentionLimits>;
}

const MAX_PAGE = 500;
const MAX_TOTALS = 5_000;

/** A ledger over a store. Nothing touches the store before the first row or the first question. */
export function createLedger(deps: LedgerDeps): Ledger {
  const { store, log } = deps;
  const retention = createRetention(deps);
  const queue = createLedgerQueue({ ...deps, onStored: retention.nudge });
  const query = async (asked: Partial<LedgerPageQuery>): Promise<readonly LedgerRow[]> => {
    await queue.flush();
    const limit = Math.min(MAX_PAGE, Math.max(1, Math.trunc(asked.limit ?? 100)));
    return store.list({ filter: asked.filter ?? {}, limit, after: asked.after });
  };
  return {
    record: queue.add,
    flush: queue.flush,
    query,
    get: async (requestId) => (await query({ filter: { requestId }, limit: 1 }))[0],
    async totals(asked) {
      await queue.flush();
      return store.totals({
        filter: asked.filter ?? {},
        percentiles: asked.percentiles,
        groupBy: (asked.groupBy ?? []).slice(0, 2),
        utcOffsetMinutes: Math.trunc(asked.utcOffsetMinutes ?? 0),
        limit: Math.min(MAX_TOTALS, Math.max(1, Math.trunc(asked.limit ?? MAX_TOTALS))),
      });
    },
    export: (format, filter = {}) => exportRows(format, (after) => query({ filter, after, limit: MAX_PAGE })),
    status: () => ({ place: store.place, ...queue.status() }),
    async close() {
      retention.stop();
      await queue.close();
      await store.close().catch((error: unknown) => log.warn('The ledger did not close cleanly.', { error }));
    },
  };
}
