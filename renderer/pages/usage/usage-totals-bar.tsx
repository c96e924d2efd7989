import type { UsageTotals } from '../../../contract/usage-report.ts';
import { CUT_TITLE } from '../../components/cut-title.ts';
import {
  formatCompact,
  formatCount,
  formatPercent,
  formatUsd,
} from '../../components/format/format-number.ts';
import { formatMs } from '../../components/format/format-time.ts';

/** The period in one line. */
export function UsageTotalsBar({ totals }: { readonly totals: UsageTotals }) {
  const { tokens } = totals;
  const input = (tokens.input ?? 0) + (tokens.cacheRead ?? 0) + (tokens.cacheWrite ?? 0);
  return (
    <dl className="grid grid-cols-3 min-[75rem]:grid-cols-6 gap-px overflow-hidden rounded-lg border border-line bg-line">
      <Figure
        label="Cost"
        value={formatUsd(totals.costUsd)}
        note={
          totals.unpriced > 0
            ? `${formatCount(totals.unpriced)} requests have no price`
            : 'every request is priced'
        }
      />
      <Figure
        label="Requests"
        value={formatCount(totals.requests)}
        note={`${formatCount(totals.errors)} failed (${formatPercent(totals.errors / Math.max(1, totals.requests))})`}
      />
      <Figure
        label="Input tokens"
        value={formatCompact(input)}
        note={`${formatCompact(tokens.input)} uncached`}
      />
      <Figure
        label="Output tokens"
        value={formatCompact(tokens.output)}
        note={tokens.reasoning === undefined ? '' : `${formatCompact(tokens.reasoning)} thinking`}
      />
      <Figure
        label="Cache hit rate"
        value={formatPercent(totals.cacheHitRate)}
        note={`${formatCompact(tokens.cacheRead)} read, ${formatCompact(tokens.cacheWrite)} written`}
      />
      <Figure
        label="First token, median"
        value={formatMs(totals.ttftP50Ms)}
        note={`p95 ${formatMs(totals.ttftP95Ms)}, p99 ${formatMs(totals.ttftP99Ms)}`}
      />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

function Figure({ label, value, note }: FigureProps) {
  return (
    <div className="flex flex-col bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tracking-tight">{value}</dd>
      <dd {...CUT_TITLE} className="truncate text-xs text-muted">
        {note}
      </dd>
    </div>
  );
}
