import type { BudgetView } from '../../../../contract/budget.ts';
import { classes } from '../../../components/classes.ts';
import { StateLabel } from '../../../components/feedback/state-mark.tsx';
import { formatPercent, formatUsd } from '../../../components/format/format-number.ts';
import { STATE_TONES, STATE_WORDS } from './budget-words.ts';

/** Stripes, so that a spent bar is told from a full one without its colour. */
const STRIPES =
  'bg-[repeating-linear-gradient(135deg,transparent_0_6px,color-mix(in_oklab,var(--surface)_55%,transparent)_6px_9px)]';

const FILLS: Record<BudgetView['state'], string> = {
  within: 'bg-accent',
  warned: 'bg-warn',
  over: `bg-warn ${STRIPES}`,
  stopping: `bg-bad ${STRIPES}`,
};

/** How much of the limit is spent: in figures, as a bar, and with a mark where somebody is told. */
export function BudgetMeter({ view }: { readonly view: BudgetView }) {
  const { budget, spentUsd, fraction, state } = view;
  const percent = Math.min(100, fraction * 100);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-center justify-between gap-3">
        <span>
          <span className="text-xl font-semibold tracking-tight">{formatUsd(spentUsd)}</span>
          <span className="text-muted"> of {formatUsd(budget.limitUsd)}</span>
        </span>
        <span className="flex items-center gap-2">
          <StateLabel tone={STATE_TONES[state]} word={STATE_WORDS[state]} />
          <span className="font-medium">{formatPercent(fraction)}</span>
        </span>
      </p>
      <div
        role="meter"
        aria-label={`Spent of ${budget.id}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={`${formatUsd(spentUsd)} of ${formatUsd(budget.limitUsd)}, ${formatPercent(fraction)}`}
        className="relative h-2.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className={classes('h-full rounded-full', FILLS[state])} style={{ width: `${percent}%` }} />
        {budget.alertAt
          .filter((at) => at < 1)
          .map((at) => (
            <div key={at} className="absolute inset-y-0 w-0.5 bg-surface" style={{ left: `${at * 100}%` }}>
              <div className="mx-auto h-full w-px bg-edge" />
            </div>
          ))}
      </div>
    </div>
  );
}
