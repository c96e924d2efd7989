import { CUT_TITLE } from '../cut-title.ts';
import { formatMoment } from '../format/format-time.ts';
import { SERIES_COLOURS } from './chart-options.ts';
import type { ChartData } from './chart-series.ts';

interface ChartLegendProps {
  readonly data: ChartData;
  /** The moment under the pointer. */
  readonly cursor: number | undefined;
}

export function ChartLegend({ data, cursor }: ChartLegendProps) {
  const at = cursor === undefined ? undefined : data.at[cursor];
  return (
    <div className="flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-xs text-muted" aria-hidden="true">
      {data.series.map(({ label, values }, index) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5">
            <rect
              width="10"
              height="10"
              rx="2"
              fill={`var(${SERIES_COLOURS[index % SERIES_COLOURS.length]})`}
            />
          </svg>
          <span {...CUT_TITLE} className="max-w-48 truncate">
            {label}
          </span>
          {cursor !== undefined && (
            <span className="text-ink">{data.format(values[cursor] ?? undefined)}</span>
          )}
        </span>
      ))}
      {at !== undefined && <span className="ml-auto">{formatMoment(at, Date.now())}</span>}
    </div>
  );
}
