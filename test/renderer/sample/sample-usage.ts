import type { RequestRow } from '../../../contract/request-row.ts';
import type { UsageQuery, UsageReport, UsageTotals } from '../../../contract/usage-report.ts';

const BUCKETS = { hour: 3_600_000, day: 86_400_000 } as const;

/** The report that follows from the rows. */
export function sampleUsage(rows: readonly RequestRow[], query: UsageQuery): UsageReport {
  const within = rows.filter(({ startedAt }) => startedAt >= query.from && startedAt < query.to);
  const bucket = BUCKETS[query.bucket];
  const groupOf = (row: RequestRow): string => GROUPS[query.groupBy](row) ?? '';
  const series = groupRows(within, (row) => `${Math.floor(row.startedAt / bucket) * bucket} ${groupOf(row)}`);
  const groups = groupRows(within, groupOf);
  return {
    totals: totalsOf(within),
    series: [...series]
      .map(([key, members]) => {
        const at = Number(key.slice(0, key.indexOf(' ')));
        return { at, group: key.slice(key.indexOf(' ') + 1), ...totalsOf(members) };
      })
      .sort((a, b) => a.at - b.at),
    groups: [...groups]
      .map(([group, members]) => ({ group, ...totalsOf(members) }))
      .sort((a, b) => b.costUsd - a.costUsd),
  };
}

const GROUPS: Record<UsageQuery['groupBy'], (row: RequestRow) => string | undefined> = {
  none: () => '',
  model: (row) => row.modelAsked,
  upstreamModel: (row) => row.model,
  provider: (row) => row.provider,
  region: (row) => row.region,
  app: (row) => row.app,
  session: (row) => row.session,
};

function groupRows(
  rows: readonly RequestRow[],
  keyOf: (row: RequestRow) => string,
): Map<string, RequestRow[]> {
  const groups = new Map<string, RequestRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function totalsOf(rows: readonly RequestRow[]): UsageTotals {
  const sum = (read: (row: RequestRow) => number | undefined): number =>
    rows.reduce((total, row) => total + (read(row) ?? 0), 0);
  const ttfts = rows.flatMap(({ ttftMs }) => ttftMs ?? []).sort((a, b) => a - b);
  const input = sum(({ tokens }) => tokens.input);
  const cacheRead = sum(({ tokens }) => tokens.cacheRead);
  const cacheWrite = sum(({ tokens }) => tokens.cacheWrite);
  return {
    requests: rows.length,
    errors: rows.filter(({ outcome }) => outcome === 'error').length,
    tokens: { input, cacheRead, cacheWrite, output: sum(({ tokens }) => tokens.output) },
    costUsd: sum(({ costUsd }) => costUsd),
    unpriced: rows.filter(({ costUsd }) => costUsd === undefined).length,
    cacheHitRate:
      input + cacheRead + cacheWrite === 0 ? undefined : cacheRead / (input + cacheRead + cacheWrite),
    ttftP50Ms: ttfts[Math.floor(ttfts.length * 0.5)],
    ttftP95Ms: ttfts[Math.floor(ttfts.length * 0.95)],
    ttftP99Ms: ttfts[Math.floor(ttfts.length * 0.99)],
  };
}
