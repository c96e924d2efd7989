import type { LedgerStore, LedgerTotal, LedgerTotalsQuery, Percentiles } from '../ports/ledger-store.ts';
import { fromCells, toCells } from './ledger-fields.ts';
import {
  INSERT_ROWS,
  PRUNE_BY_AGE,
  PRUNE_BY_COUNT,
  SHRINK_FILE,
  selectPage,
  selectTotals,
} from './ledger-sql.ts';
import type { SqlConnection } from './sql-connection.ts';

/** The ledger in an open SQLite file of the current schema. */
export function createSqliteLedgerStore(connection: SqlConnection): LedgerStore {
  return {
    place: 'file',
    async insert(rows) {
      await connection.write(INSERT_ROWS, rows.map(toCells));
    },
    async list(query) {
      return list(await connection.read(selectPage(query), query)).map(fromCells);
    },
    async totals(query) {
      return list(await connection.read(selectTotals(query), query)).map((cells) => toTotal(cells, query));
    },
    async prune(step) {
      const byAge = await connection.write(PRUNE_BY_AGE, step);
      const byCount = await connection.write(PRUNE_BY_COUNT, step);
      if (byAge + byCount > 0) await connection.run(SHRINK_FILE);
      return byAge + byCount;
    },
    async close() {
      try {
        await connection.run('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        await connection.close();
      }
    },
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Takes the cells of `selectTotals` in their order. */
function toTotal(cells: unknown, query: LedgerTotalsQuery): LedgerTotal {
  const [first, second, ...rest] = list(cells);
  let next = 0;
  const figure = (): number => number(rest[next++]);
  return {
    keys: [first, second].slice(0, query.groupBy.length).map(toKey),
    requests: figure(),
    ok: figure(),
    errors: figure(),
    cancelled: figure(),
    attempts: figure(),
    failovers: figure(),
    inputTokens: figure(),
    cacheReadTokens: figure(),
    cacheWriteTokens: figure(),
    cacheWrite1hTokens: figure(),
    outputTokens: figure(),
    reasoningTokens: figure(),
    costNanoUsd: figure(),
    unpriced: figure(),
    charsBefore: figure(),
    charsAfter: figure(),
    savedTokens: figure(),
    savedNanoUsd: figure(),
    ttftMs: percentiles(rest.slice(18, 21)),
    durationMs: percentiles(rest.slice(21, 24)),
    tokensPerSecond: percentiles(rest.slice(24, 27)),
  };
}

const number = (cell: unknown): number => (typeof cell === 'number' ? cell : 0);

function toKey(cell: unknown): string | number | null {
  return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
}

function percentiles([p50, p95, p99]: readonly unknown[]): Percentiles | null {
  return typeof p50 === 'number' ? { p50, p95: number(p95), p99: number(p99) } : null;
}
