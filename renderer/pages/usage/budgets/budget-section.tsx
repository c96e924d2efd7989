import { Plus, Wallet } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BudgetConfig, BudgetView } from '../../../../contract/budget.ts';
import { Button } from '../../../components/control/button.tsx';
import { Notice } from '../../../components/feedback/notice.tsx';
import { QueryView } from '../../../components/feedback/query-view.tsx';
import { useAskedAction } from '../../../state/asked-action.ts';
import { useCall } from '../../../state/use-call.ts';
import { BudgetCard } from './budget-card.tsx';
import { BudgetModal } from './budget-modal.tsx';
import { STATE_TONES } from './budget-words.ts';

const EVERY_MS = 15_000;

/** What is open: the form for a new budget, or for this one. */
type Editing = 'new' | BudgetConfig | undefined;

/** Spending limits, and what they have to say. */
export function BudgetSection() {
  const query = useCall('budgets.list', {}, { every: EVERY_MS });
  const [editing, setEditing] = useState<Editing>();
  useAskedAction('new-budget', () => setEditing('new'));
  const views = query.data ?? [];
  const add = (
    <Button icon={<Plus size={14} aria-hidden />} onClick={() => setEditing('new')}>
      New budget
    </Button>
  );
  return (
    <section aria-labelledby="budgets" className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="budgets" className="text-base font-semibold">
          Budgets
        </h2>
        {views.length > 0 && add}
      </header>
      <QueryView query={query} loading="Loading budgets">
        {(budgets) =>
          budgets.length === 0 ? (
            <NoBudgets>{add}</NoBudgets>
          ) : (
            <>
              <Alerts views={budgets} onRaise={setEditing} />
              <div className="grid grid-cols-[repeat(auto-fill,minmax(min(20rem,100%),1fr))] gap-4">
                {budgets.map((view) => (
                  <BudgetCard key={view.budget.id} view={view} onEdit={() => setEditing(view.budget)} />
                ))}
              </div>
            </>
          )
        }
      </QueryView>
      {editing !== undefined && (
        <BudgetModal
          budget={editing === 'new' ? undefined : editing}
          taken={views.map(({ budget }) => budget.id)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

function NoBudgets({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
        <Wallet size={17} aria-hidden />
      </span>
      <p className="min-w-64 flex-1 text-muted">
        A budget tells you when a day, week or month costs more than you want, and can stop new requests
        before the bill grows.
      </p>
      {children}
    </div>
  );
}

interface AlertsProps {
  readonly views: readonly BudgetView[];
  readonly onRaise: (budget: BudgetConfig) => void;
}

/** What is spent already, in words, with the way out. */
function Alerts({ views, onRaise }: AlertsProps) {
  return views
    .filter(({ state }) => state === 'over' || state === 'stopping')
    .map(({ budget, state, alert }) => (
      <Notice
        key={budget.id}
        tone={STATE_TONES[state]}
        actions={
          <Button
            onClick={() => onRaise(budget)}
            className="h-6! px-2!"
            aria-label={`Change the budget ${budget.id}`}
          >
            Change
          </Button>
        }
      >
        <p>{alert?.text ?? `The budget "${budget.id}" is spent.`}</p>
      </Notice>
    ));
}
