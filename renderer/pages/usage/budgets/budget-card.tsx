import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BudgetView } from '../../../../contract/budget.ts';
import { IconButton } from '../../../components/control/icon-button.tsx';
import { CUT_TITLE } from '../../../components/cut-title.ts';
import { formatCount, formatUsd } from '../../../components/format/format-number.ts';
import { formatExact, formatIn } from '../../../components/format/format-time.ts';
import { ConfirmModal } from '../../../components/layout/confirm-modal.tsx';
import { useAct } from '../../../state/use-act.ts';
import { useNow } from '../../../state/use-now.ts';
import { BudgetMeter } from './budget-meter.tsx';
import { PERIOD_WORDS, scopeWords } from './budget-words.ts';

interface BudgetCardProps {
  readonly view: BudgetView;
  readonly onEdit: () => void;
}

export function BudgetCard({ view, onEdit }: BudgetCardProps) {
  const { budget } = view;
  const [removing, setRemoving] = useState(false);
  const remove = useAct('budgets.remove', { refresh: ['budgets.list'], done: `Removed ${budget.id}.` });
  return (
    <section
      aria-label={`Budget ${budget.id}`}
      className="flex min-w-0 flex-col gap-2.5 rounded-lg border border-line bg-surface p-4"
    >
      <header className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 {...CUT_TITLE} className="truncate text-base font-semibold">
            {budget.id}
          </h3>
          <p {...CUT_TITLE} className="truncate text-xs text-muted">
            {scopeWords(budget.scope)}, {PERIOD_WORDS[budget.period]}
          </p>
        </div>
        <div className="-mt-1 -mr-2 flex shrink-0">
          <IconButton label={`Edit ${budget.id}`} icon={<Pencil size={14} aria-hidden />} onClick={onEdit} />
          <IconButton
            label={`Remove ${budget.id}`}
            icon={<Trash2 size={14} aria-hidden />}
            onClick={() => setRemoving(true)}
          />
        </div>
      </header>
      <BudgetMeter view={view} />
      <Outlook view={view} />
      {removing && (
        <ConfirmModal
          title={`Remove ${budget.id}`}
          text="Nobody is told of this spending any more, and nothing is stopped. What was spent stays in the ledger."
          action="Remove"
          onConfirm={() => remove.mutate({ id: budget.id })}
          onClose={() => setRemoving(false)}
        />
      )}
    </section>
  );
}

/** What is to be expected, and what the figures do not hold. */
function Outlook({ view: { budget, projectedUsd, renewsAt, unpriced } }: { readonly view: BudgetView }) {
  const now = useNow();
  const isTooMuch = projectedUsd !== undefined && projectedUsd > budget.limitUsd;
  return (
    <div className="flex flex-col gap-0.5 text-xs text-muted">
      <p>
        {projectedUsd === undefined ? (
          'Too early for a forecast.'
        ) : (
          <>
            On pace for{' '}
            <span className={isTooMuch ? 'font-semibold text-ink' : ''}>{formatUsd(projectedUsd)}</span>
            {isTooMuch ? ', over the limit.' : '.'}
          </>
        )}
      </p>
      <p>
        <time dateTime={new Date(renewsAt).toISOString()} title={formatExact(renewsAt)}>
          Renews {formatIn(renewsAt, now)}.
        </time>{' '}
        {budget.stop ? STOPS[budget.scope.kind] : 'Tells, but stops nothing.'}
      </p>
      {unpriced > 0 && (
        <p>
          {formatCount(unpriced)} {unpriced === 1 ? 'request has' : 'requests have'} no price and{' '}
          {unpriced === 1 ? 'is' : 'are'} not counted.
        </p>
      )}
    </div>
  );
}

const STOPS: Record<BudgetView['budget']['scope']['kind'], string> = {
  all: 'Stops new requests when spent.',
  app: 'Stops the app when spent.',
  provider: 'Leaves the provider out when spent.',
  model: 'Leaves the model out when spent.',
};
