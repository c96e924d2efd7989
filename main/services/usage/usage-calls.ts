import type { UsageQuery, UsageReport } from '../../../contract/usage-report.ts';
import type { Ledger } from '../../metering/ledger.ts';
import type { LedgerGroup } from '../../platform/ports/ledger-store.ts';
import type { Implementations } from '../implementations.ts';
import { toUsageTotals, ZERO_TOTALS } from './usage-totals.ts';

/** Tokens, cost and speed over time. */
export function createUsageCalls(ledger: Ledger): Implementations<'usage.report'> {
  return { 'usage.report': (query) => report(ledger, query) };
}

async function report(ledger: Ledger, query: UsageQuery): Promise<UsageReport> {
  const { from, to, bucket, groupBy } = query;
  const filter = { from, to };
  // The page and the engine share a machine, so its time zone is the user's.
  const utcOffsetMinutes = -new Date(to).getTimezoneOffset();
  const group = GROUPS[groupBy];
  const split: readonly LedgerGroup[] = group === undefined ? [] : [group];
  const ask = (groupBy: readonly LedgerGroup[]) => ledger.totals({ filter, groupBy, utcOffsetMinutes });
  const [all] = await ask([]);
  const series = await ask([bucket, ...split]);
  const groups = group === undefined ? [] : await ask(split);
  return {
    totals: all === undefined ? ZERO_TOTALS : toUsageTotals(all),
    series: series.map((total) => ({
      at: Number(total.keys[0]),
      group: String(total.keys[1] ?? ''),
      ...toUsageTotals(total),
    })),
    groups: groups.map((total) => ({ group: String(total.keys[0] ?? ''), ...toUsageTotals(total) })),
  };
}

const GROUPS: { readonly [group in UsageQuery['groupBy']]: LedgerGroup | undefined } = {
  none: undefined,
  model: 'model',
  upstreamModel: 'upstreamModel',
  provider: 'provider',
  region: 'region',
  app: 'app',
  session: 'sessionId',
};
