import { useState } from 'react';
import { Segmented } from '../control/segmented.tsx';
import { Card } from '../layout/card.tsx';
import type { ChartData } from './chart-series.ts';
import { ChartTable } from './chart-table.tsx';
import { TimeChart } from './time-chart.tsx';

interface ChartCardProps {
  readonly title: string;
  /** What the numbers say in one line. */
  readonly lead?: string;
  readonly data: ChartData;
  readonly kind: 'bars' | 'lines';
}

const VIEWS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

export function ChartCard({ title, lead, data, kind }: ChartCardProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <Card
      title={title}
      lead={lead}
      actions={<Segmented label={`Show ${title} as`} value={view} options={VIEWS} onChange={setView} />}
    >
      {view === 'chart' ? (
        <>
          <TimeChart data={data} kind={kind} />
          <p className="sr-only">Choose Table to read the same numbers.</p>
        </>
      ) : (
        <ChartTable caption={title} data={data} />
      )}
    </Card>
  );
}
