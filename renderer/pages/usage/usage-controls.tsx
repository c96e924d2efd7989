import { Download } from 'lucide-react';
import type { UsageQuery } from '../../../contract/usage-report.ts';
import { Button } from '../../components/control/button.tsx';
import { Segmented } from '../../components/control/segmented.tsx';
import { CompactSelect } from '../../components/control/select-field.tsx';
import { useExport } from '../live/use-export.ts';
import { chooseUsage, useUsageChoice } from './usage-query.ts';

const GROUPINGS = [
  { value: 'none', label: 'All together' },
  { value: 'model', label: 'By model' },
  { value: 'upstreamModel', label: 'By called model' },
  { value: 'region', label: 'By region' },
  { value: 'provider', label: 'By provider' },
  { value: 'app', label: 'By app' },
  { value: 'session', label: 'By session' },
] as const;

const PERIODS = [
  { value: 'day', label: '24 h' },
  { value: 'week', label: '7 d' },
  { value: 'month', label: '30 d' },
  { value: 'quarter', label: '90 d' },
] as const;

/** Period, grouping, and the period's requests as a file. */
export function UsageControls({ query: { from, to } }: { readonly query: UsageQuery }) {
  const { period, groupBy } = useUsageChoice();
  const { save, busy } = useExport({ from, to });
  return (
    <>
      <CompactSelect
        label="Group"
        options={GROUPINGS}
        value={groupBy}
        onChange={(event) => {
          const grouping = GROUPINGS.find(({ value }) => value === event.target.value);
          if (grouping !== undefined) chooseUsage({ groupBy: grouping.value });
        }}
      />
      <Segmented
        label="Period"
        options={PERIODS}
        value={period}
        onChange={(value) => chooseUsage({ period: value })}
      />
      <Button icon={<Download size={14} aria-hidden />} busy={busy} onClick={() => save('csv')}>
        CSV
      </Button>
      <Button icon={<Download size={14} aria-hidden />} busy={busy} onClick={() => save('json')}>
        JSON
      </Button>
    </>
  );
}
