import type {
  LedgerGroup,
  LedgerRow,
  LedgerTotal,
  LedgerTotalsQuery,
  Percentiles,
} from '../ports/ledger-store.ts';
import { matchesFilter } from './matches-filter.ts';

const NO_PERCENTILES = { ttftMs: null, durationMs: null, tokensPerSecond: null } as const;

type Keys = readonly (string | number | null)[];

/** What `LedgerStore.totals` gives, over rows at hand. */
export function totalRows(rows: readonly LedgerRow[], query: LedgerTotalsQuery): readonly LedgerTotal[] {
  const groups = new Map<string, { readonly keys: Keys; readonly rows: LedgerRow[] }>();
  for (const row of rows) {
    if (!matchesFilter(row, query.filter)) continue;
    const keys = query.groupBy.slice(0, 2).map((group) => keyOf(row, group, query.utcOffsetMinutes));
    const name = JSON.stringify(keys);
    const group = groups.get(name) ?? { keys, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  const byTime = query.groupBy[0] === 'hour' || query.groupBy[0] === 'day';
  return [...groups.values()]
    .map((group) => sumUp(group.keys, group.rows))
    .map((total) => (query.percentiles === false ? { ...total, ...NO_PERCENTILES } : total))
    .sort((a, b) => (byTime ? compareKeys(a.keys, b.keys) : compareCost(a, b)))
    .slice(0, query.limit);
}

/** By code units, which for ids and names is SQLite's order too. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const HOUR_MS = 3_600_000;

function keyOf(row: LedgerRow, group: LedgerGroup, utcOffsetMinutes: number): string | number | null {
  if (group !== 'hour' && group !== 'day') return row[group];
  const span = group === 'hour' ? HOUR_MS : 24 * HOUR_MS;
  const offset = utcOffsetMinutes * 60_000;
  return Math.trunc((row.startedAt + offset) / span) * span - offset;
}

function compareCost(a: LedgerTotal, b: LedgerTotal): number {
  return b.costNanoUsd - a.costNanoUsd || b.requests - a.requests || compareKeys(a.keys, b.keys);
}

/** As SQLite orders: nothing before numbers before text. */
function compareKeys(a: Keys, b: Keys): number {
  for (let i = 0; i < a.length; i += 1) {
    const order = compareKey(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareKey(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

function sumUp(keys: Keys, rows: readonly LedgerRow[]): LedgerTotal {
  const sum = (read: (row: LedgerRow) => number | null): number =>
    rows.reduce((so, row) => so + (read(row) ?? 0), 0);
  return {
    keys,
    requests: rows.length,
    ok: sum((row) => Number(row.outcome === 'ok')),
    errors: sum((row) => Number(row.outcome === 'error')),
    cancelled: sum((row) => Number(row.outcome === 'cancelled')),
    attempts: sum((row) => row.attempts),
    failovers: sum((row) => row.failovers),
    inputTokens: sum((row) => row.inputTokens),
    cacheReadTokens: sum((row) => row.cacheReadTokens),
    cacheWriteTokens: sum((row) => row.cacheWriteTokens),
    cacheWrite1hTokens: sum((row) => row.cacheWrite1hTokens),
    outputTokens: sum((row) => row.outputTokens),
    reasoningTokens: sum((row) => row.reasoningTokens),
    costNanoUsd: sum((row) => row.costNanoUsd),
    unpriced: sum((row) => Number(row.costNanoUsd === null)),
    charsBefore: sum((row) => row.charsBefore),
    charsAfter: sum((row) => row.charsAfter),
    savedTokens: sum((row) => row.savedTokens),
    savedNanoUsd: sum((row) => row.savedNanoUsd),
    ttftMs: percentiles(rows.map((row) => row.ttftMs)),
    durationMs: percentiles(rows.map((row) => row.durationMs)),
    tokensPerSecond: percentiles(rows.map((row) => row.tokensPerSecond)),
  };
}

function percentiles(values: readonly (number | null)[]): Percentiles | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (percent: number): number => sorted[Math.floor((sorted.length * percent + 99) / 100) - 1] ?? 0;
  return sorted.length === 0 ? null : { p50: at(50), p95: at(95), p99: at(99) };
}
