import type { UsageReport, UsageTotals } from '../../../contract/usage-report.ts';
import type { ChartData, ChartSeries } from '../../components/chart/chart-series.ts';

type Bucket = UsageReport['series'][number];

/** More groups than this are added up as the rest: more could not be told apart. */
const MOST_GROUPS = 5;

/** Milliseconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Every bucket's beginning in the span that was asked for, those without data included; none when there is no data. */
export function momentsOf(series: readonly Bucket[], step: number, { from, to }: Span): readonly number[] {
  const known = [...new Set(series.map(({ at }) => at))].sort((a, b) => a - b);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return [];
  const before = Math.max(0, Math.floor((first - from) / step));
  const after = Math.max(0, Math.ceil((to - last) / step) - 1);
  return [
    ...Array.from({ length: before }, (_, index) => first - (before - index) * step),
    ...withoutGaps(known, step),
    ...Array.from({ length: after }, (_, index) => last + (index + 1) * step),
  ];
}

function withoutGaps(known: readonly number[], step: number): readonly number[] {
  return known.flatMap((at, index) => {
    const before = known[index - 1];
    const missing = before === undefined ? 0 : Math.max(0, Math.round((at - before) / step) - 1);
    return [...Array.from({ length: missing }, (_, gap) => at - (missing - gap) * step), at];
  });
}

/** One number of all groups, added up per moment. */
export function totalSeries(
  series: readonly Bucket[],
  at: readonly number[],
  wanted: readonly { readonly label: string; readonly read: (totals: UsageTotals) => number | undefined }[],
): readonly ChartSeries[] {
  return wanted.map(({ label, read }) => ({ label, values: addUp(series, at, read) }));
}

/** One number per group; the groups come in the order of the report, which is by cost. */
export function groupSeries(
  { series, groups }: UsageReport,
  at: readonly number[],
  read: (totals: UsageTotals) => number | undefined,
): readonly ChartSeries[] {
  const names = groups.map(({ group }) => group);
  const shown = names.slice(0, names.length > MOST_GROUPS + 1 ? MOST_GROUPS : names.length);
  const rows = shown.map((name) => ({
    label: nameOf(name),
    values: addUp(
      series.filter(({ group }) => group === name),
      at,
      read,
    ),
  }));
  if (shown.length === names.length) return rows;
  const rest = series.filter(({ group }) => !shown.includes(group));
  return [...rows, { label: 'The rest', values: addUp(rest, at, read) }];
}

export function nameOf(group: string): string {
  return group === '' ? 'Not known' : group;
}

/** A chart of the moments, with its number format. */
export function chartOf(
  at: readonly number[],
  series: readonly ChartSeries[],
  format: ChartData['format'],
): ChartData {
  return { at, series, format };
}

function addUp(
  series: readonly Bucket[],
  at: readonly number[],
  read: (totals: UsageTotals) => number | undefined,
): readonly (number | null)[] {
  const sums = new Map<number, number>();
  for (const bucket of series) {
    const value = read(bucket);
    if (value !== undefined) sums.set(bucket.at, (sums.get(bucket.at) ?? 0) + value);
  }
  return at.map((moment) => sums.get(moment) ?? null);
}
