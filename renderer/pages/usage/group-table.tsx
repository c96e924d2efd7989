import type { UsageReport } from '../../../contract/usage-report.ts';
import {
  formatCompact,
  formatCount,
  formatPercent,
  formatUsd,
} from '../../components/format/format-number.ts';
import { formatMs } from '../../components/format/format-time.ts';
import { Card } from '../../components/layout/card.tsx';
import { DataTable } from '../../components/table/data-table.tsx';
import type { Grouping } from './usage-query.ts';
import { nameOf } from './usage-series.ts';

type Group = UsageReport['groups'][number];

interface GroupTableProps {
  readonly groups: readonly Group[];
  readonly groupBy: Exclude<Grouping, 'none'>;
}

const TITLES: Record<Exclude<Grouping, 'none'>, string> = {
  model: 'Model',
  upstreamModel: 'Called model',
  region: 'Region',
  provider: 'Provider',
  app: 'App',
  session: 'Session',
};

/** Each group's sums, the most expensive first. */
export function GroupTable({ groups, groupBy }: GroupTableProps) {
  const title = TITLES[groupBy];
  return (
    <Card title={`By ${title.toLowerCase()}`} flush>
      <DataTable
        caption={`Usage by ${title.toLowerCase()}`}
        rows={groups}
        rowKey={({ group }) => group}
        columns={[
          { key: 'group', title, cell: ({ group }) => nameOf(group) },
          {
            key: 'requests',
            title: 'Requests',
            align: 'right',
            cell: ({ requests }) => formatCount(requests),
          },
          { key: 'errors', title: 'Failed', align: 'right', cell: ({ errors }) => formatCount(errors) },
          { key: 'input', title: 'Input', align: 'right', cell: ({ tokens }) => formatCompact(tokens.input) },
          {
            key: 'read',
            title: 'Cache read',
            align: 'right',
            cell: ({ tokens }) => formatCompact(tokens.cacheRead),
          },
          {
            key: 'write',
            title: 'Cache write',
            align: 'right',
            cell: ({ tokens }) => formatCompact(tokens.cacheWrite),
          },
          {
            key: 'output',
            title: 'Output',
            align: 'right',
            cell: ({ tokens }) => formatCompact(tokens.output),
          },
          {
            key: 'hits',
            title: 'Hit rate',
            align: 'right',
            cell: ({ cacheHitRate }) => formatPercent(cacheHitRate),
          },
          { key: 'p50', title: 'p50', align: 'right', cell: ({ ttftP50Ms }) => formatMs(ttftP50Ms) },
          { key: 'p95', title: 'p95', align: 'right', cell: ({ ttftP95Ms }) => formatMs(ttftP95Ms) },
          { key: 'p99', title: 'p99', align: 'right', cell: ({ ttftP99Ms }) => formatMs(ttftP99Ms) },
          { key: 'cost', title: 'Cost', align: 'right', cell: costOf },
        ]}
      />
    </Card>
  );
}

/** A group of which nothing has a price costs something unknown, not nothing. */
function costOf({ costUsd, unpriced, requests }: Group): string {
  if (unpriced === requests && requests > 0) return 'no price';
  return `${formatUsd(costUsd)}${unpriced > 0 ? '+' : ''}`;
}
