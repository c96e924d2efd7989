import { ChartColumn } from 'lucide-react';
import type { UsageQuery, UsageReport } from '../../../contract/usage-report.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useCall } from '../../state/use-call.ts';
import { useNow } from '../../state/use-now.ts';
import { BudgetSection } from './budgets/budget-section.tsx';
import { GroupTable } from './group-table.tsx';
import { UsageCharts } from './usage-charts.tsx';
import { UsageControls } from './usage-controls.tsx';
import { usageQuery, useUsageChoice } from './usage-query.ts';
import { UsageTotalsBar } from './usage-totals-bar.tsx';

const EVERY_MS = 30_000;

export function UsagePage() {
  const { period, groupBy } = useUsageChoice();
  const query = usageQuery(period, groupBy, useNow());
  const report = useCall('usage.report', query, { every: EVERY_MS, keep: true });
  return (
    <Page
      title="Usage"
      lead="Tokens, cost and speed, from the ledger on this machine."
      actions={<UsageControls query={query} />}
    >
      <BudgetSection />
      <QueryView query={report} loading="Loading usage">
        {(data) => (data.totals.requests === 0 ? <NoUsage /> : <UsageView report={data} query={query} />)}
      </QueryView>
    </Page>
  );
}

function UsageView({ report, query }: { readonly report: UsageReport; readonly query: UsageQuery }) {
  return (
    <>
      <UsageTotalsBar totals={report.totals} />
      <UsageCharts report={report} query={query} />
      {query.groupBy !== 'none' && <GroupTable groups={report.groups} groupBy={query.groupBy} />}
    </>
  );
}

function NoUsage() {
  return (
    <EmptyState
      icon={<ChartColumn size={18} aria-hidden />}
      title="Nothing in this period"
      text="No request ended in this period. Choose a longer one, or send a request through kRouter."
    />
  );
}
