import type { RegionCard } from '../../../contract/region-card.ts';
import { Sparkline } from '../../components/chart/sparkline.tsx';
import { formatMs } from '../../components/format/format-time.ts';

/** Time to first token over the last 30 minutes: the median solid, the 95th percentile lighter. */
export function LatencySparkline({ card }: { readonly card: RegionCard }) {
  const { p50, p95, region, provider } = card;
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
        <span>First token, 30 min</span>
        <span className="flex gap-3">
          <Key className="bg-accent" label="p50" value={latest(p50)} />
          <Key className="bg-edge" label="p95" value={latest(p95)} />
        </span>
      </figcaption>
      <Sparkline
        rows={[
          { values: p95, className: 'stroke-edge' },
          { values: p50, className: 'stroke-accent' },
        ]}
      />
      <table className="sr-only">
        <caption>Time to first token in {region ?? provider} per minute, oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Minutes ago</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
          </tr>
        </thead>
        <tbody>
          {minutesOf(card).map(({ minutesAgo, p50, p95 }) => (
            <tr key={minutesAgo}>
              <th scope="row">{minutesAgo}</th>
              <td>{formatMs(p50)}</td>
              <td>{formatMs(p95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Key({
  className,
  label,
  value,
}: {
  readonly className: string;
  readonly label: string;
  readonly value: string;
}) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`h-0.5 w-3 ${className}`} />
      {label} <span className="text-ink">{value}</span>
    </span>
  );
}

function minutesOf({ p50, p95 }: RegionCard) {
  return p50.map((median, index) => ({
    minutesAgo: p50.length - index,
    p50: median ?? undefined,
    p95: p95[index] ?? undefined,
  }));
}

function latest(values: readonly (number | null)[]): string {
  return formatMs(values.findLast((value) => value !== null) ?? undefined);
}
