import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useTheme } from '../../state/theme.ts';
import { ChartLegend } from './chart-legend.tsx';
import { chartOptions, drawOrder } from './chart-options.ts';
import { type ChartData, stack } from './chart-series.ts';

interface TimeChartProps {
  readonly data: ChartData;
  readonly kind: 'bars' | 'lines';
}

const HEIGHT_REM = 12;

/** A canvas for eyes only: `ChartCard` has the same numbers as a table. */
export function TimeChart({ data, kind }: TimeChartProps) {
  const target = useRef<HTMLDivElement>(null);
  const painted = useTheme((state) => state.painted);
  const [cursor, setCursor] = useState<number>();
  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const height = HEIGHT_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const look = { kind, width: element.clientWidth, height, onCursor: setCursor };
    const plot = new uPlot(chartOptions(data, look), plotData(data, kind), element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    element.dataset['painted'] = painted;
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [data, kind, painted]);
  return (
    <div className="flex flex-col gap-2">
      <ChartLegend data={data} cursor={cursor} />
      <div ref={target} aria-hidden="true" className="chart h-48 overflow-hidden" />
    </div>
  );
}

/** uPlot counts in seconds. */
function plotData(data: ChartData, kind: 'bars' | 'lines'): uPlot.AlignedData {
  const seconds = data.at.map((at) => at / 1000);
  const rows = kind === 'bars' ? stack(data) : data.series.map(({ values }) => values);
  return [seconds, ...drawOrder(data, kind).map((index) => [...(rows[index] ?? [])])];
}
