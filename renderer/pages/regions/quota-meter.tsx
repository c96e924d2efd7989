import { formatCompact, formatPercent } from '../../components/format/format-number.ts';

interface QuotaMeterProps {
  /** Tokens of the last minute. */
  readonly used: number;
  readonly quota: number | undefined;
}

/** How much of the minute's token quota is still free. */
export function QuotaMeter({ used, quota }: QuotaMeterProps) {
  if (quota === undefined || quota <= 0) {
    return <p className="text-xs text-muted">The token quota of this account is not known.</p>;
  }
  const part = Math.min(1, used / quota);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between text-xs text-muted">
        <span>Quota</span>
        <span>
          <span className="text-ink">{formatPercent(1 - part)} free</span> of {formatCompact(quota)} tok/min
        </span>
      </div>
      <div
        role="meter"
        aria-label="Quota used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={part > 0.85 ? 'h-full rounded-full bg-warn' : 'h-full rounded-full bg-accent'}
          style={{ width: `${part * 100}%` }}
        />
      </div>
    </div>
  );
}
