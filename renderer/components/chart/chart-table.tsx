import { formatExact } from '../format/format-time.ts';
import type { ChartData } from './chart-series.ts';

interface ChartTableProps {
  readonly caption: string;
  readonly data: ChartData;
}

/** The numbers of a chart, newest first. */
export function ChartTable({ caption, data }: ChartTableProps) {
  const moments = data.at.map((at, index) => ({ at, index })).reverse();
  return (
    <section tabIndex={0} aria-label={caption} className="max-h-56 overflow-auto">
      <table className="w-full text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <th scope="col" className="py-1 pr-4 text-left font-medium text-muted">
              From
            </th>
            {data.series.map(({ label }) => (
              <th key={label} scope="col" className="py-1 pl-4 text-right font-medium text-muted">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map(({ at, index }) => (
            <tr key={at} className="border-t border-line">
              <th scope="row" className="py-1 pr-4 text-left font-normal whitespace-nowrap">
                {formatExact(at)}
              </th>
              {data.series.map(({ label, values }) => (
                <td key={label} className="py-1 pl-4 text-right">
                  {data.format(values[index] ?? undefined)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
