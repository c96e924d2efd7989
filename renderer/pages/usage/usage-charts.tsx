import { useMemo } from 'react';
import type { UsageQuery, UsageReport, UsageTotals } from '../../../contract/usage-report.ts';
import { ChartCard } from '../../components/chart/chart-card.tsx';
import { formatCompact, formatPercent, formatUsd } from '../../components/format/format-number.ts';
import { formatMs } from '../../components/format/format-time.ts';
import { BUCKET_MS, type Grouping } from './usage-query.ts';
import { chartOf, groupSeries, momentsOf, totalSeries } from './usage-series.ts';

interface UsageChartsProps {
  readonly report: UsageReport;
  readonly query: UsageQuery;
}

export function UsageCharts({ report, query }: UsageChartsProps) {
  const { groupBy, bucket, from, to } = query;
  const charts = useMemo(() => buildCharts(report, { bucket, from, to }), [report, bucket, from, to]);
  const by = groupBy === 'none' ? '' : BY[groupBy];
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(26rem,100%),1fr))] gap-4">
      <ChartCard title={`Cost${by}`} lead="US dollars" data={charts.cost} kind="bars" />
      <ChartCard
        title="Tokens by kind"
        lead="Cache reads cost a tenth of fresh input"
        data={charts.tokens}
        kind="bars"
      />
      <ChartCard
        title={`Requests${by}`}
        lead="All requests, failed ones included"
        data={charts.requests}
        kind="bars"
      />
      <ChartCard
        title="Failed requests"
        lead="Errors that reached the app"
        data={charts.errors}
        kind="bars"
      />
      <ChartCard
        title={`First token, p50${by}`}
        lead="Half of the requests were faster"
        data={charts.p50}
        kind="lines"
      />
      <ChartCard
        title={`First token, p95${by}`}
        lead="One request in twenty was slower"
        data={charts.p95}
        kind="lines"
      />
      <ChartCard
        title={`First token, p99${by}`}
        lead="One request in a hundred was slower"
        data={charts.p99}
        kind="lines"
      />
      <ChartCard
        title={`Cache hit rate${by}`}
        lead="Cache reads over all input"
        data={charts.hits}
        kind="lines"
      />
    </div>
  );
}

const BY: Record<Exclude<Grouping, 'none'>, string> = {
  model: ' by model',
  upstreamModel: ' by called model',
  region: ' by region',
  provider: ' by provider',
  app: ' by app',
  session: ' by session',
};

const KINDS = [
  { label: 'Cache read', read: ({ tokens }: UsageTotals) => tokens.cacheRead },
  { label: 'Cache write', read: ({ tokens }: UsageTotals) => tokens.cacheWrite },
  { label: 'Input', read: ({ tokens }: UsageTotals) => tokens.input },
  { label: 'Output', read: ({ tokens }: UsageTotals) => tokens.output },
];

function buildCharts(report: UsageReport, span: Pick<UsageQuery, 'bucket' | 'from' | 'to'>) {
  const at = momentsOf(report.series, BUCKET_MS[span.bucket], span);
  const grouped = (read: (totals: UsageTotals) => number | undefined) => groupSeries(report, at, read);
  const failed = [{ label: 'Failed', read: ({ errors }: UsageTotals) => errors }];
  return {
    cost: chartOf(
      at,
      grouped(({ costUsd }) => costUsd),
      formatUsd,
    ),
    tokens: chartOf(at, totalSeries(report.series, at, KINDS), formatCompact),
    requests: chartOf(
      at,
      grouped(({ requests }) => requests),
      formatCompact,
    ),
    errors: chartOf(at, totalSeries(report.series, at, failed), formatCompact),
    p50: chartOf(
      at,
      grouped(({ ttftP50Ms }) => ttftP50Ms),
      formatMs,
    ),
    p95: chartOf(
      at,
      grouped(({ ttftP95Ms }) => ttftP95Ms),
      formatMs,
    ),
    p99: chartOf(
      at,
      grouped(({ ttftP99Ms }) => ttftP99Ms),
      formatMs,
    ),
    hits: chartOf(
      at,
      grouped(({ cacheHitRate }) => cacheHitRate),
      formatPercent,
    ),
  };
}
