import type { LedgerCursor, LedgerRow, LedgerStore } from '../ports/ledger-store.ts';
import { matchesFilter } from './matches-filter.ts';
import { compareText, totalRows } from './total-rows.ts';

/** Some 5 MB. */
const CAPACITY = 10_000;

/** The ledger without a disk: the newest rows, gone with the process. */
export function createMemoryLedgerStore(capacity = CAPACITY): LedgerStore {
  const rows = new Map<string, LedgerRow>();
  const oldestFirst = (): LedgerRow[] => [...rows.values()].sort((a, b) => compareRows(b, a));
  const remove = (doomed: readonly LedgerRow[]): number => {
    for (const row of doomed) rows.delete(row.requestId);
    return doomed.length;
  };
  return {
    place: 'memory',
    async insert(added) {
      for (const row of added) if (!rows.has(row.requestId)) rows.set(row.requestId, row);
      if (rows.size > capacity) remove(oldestFirst().slice(0, rows.size - capacity));
    },
    async list({ filter, after, limit }) {
      return oldestFirst()
        .reverse()
        .filter((row) => matchesFilter(row, filter) && (after === undefined || isAfter(row, after)))
        .slice(0, limit);
    },
    async totals(query) {
      return totalRows([...rows.values()], query);
    },
    async prune({ before, maxRows, limit }) {
      const sorted = oldestFirst();
      const byAge = remove(sorted.filter((row) => row.startedAt < before).slice(0, limit));
      const excess = Math.min(limit, Math.max(0, rows.size - maxRows));
      return byAge + remove(oldestFirst().slice(0, excess));
    },
    async close() {
      rows.clear();
    },
  };
}

/** Newest first. */
function compareRows(a: LedgerRow, b: LedgerRow): number {
  return b.startedAt - a.startedAt || compareText(b.requestId, a.requestId);
}

function isAfter(row: LedgerRow, cursor: LedgerCursor): boolean {
  if (row.startedAt !== cursor.startedAt) return row.startedAt < cursor.startedAt;
  return row.requestId < cursor.requestId;
}
