import type { BudgetConfig, BudgetView } from '../../../contract/budget.ts';
import type { BudgetBook } from '../../metering/budgets/budget-book.ts';
import { CallFailure, notFound } from '../call-failure.ts';
import type { ConfigBook } from '../config/config-book.ts';
import type { Implementations } from '../implementations.ts';
import { toBudgetView } from './budget-view.ts';

export interface BudgetCallParts {
  readonly book: ConfigBook;
  readonly budgets: Pick<BudgetBook, 'ready' | 'standings'>;
  onChanged(): void;
}

type BudgetCallName = 'budgets.list' | 'budgets.create' | 'budgets.update' | 'budgets.remove';

/** Spending limits and where they stand. */
export function createBudgetCalls(parts: BudgetCallParts): Implementations<BudgetCallName> {
  const { book, onChanged } = parts;
  const isThere = (id: string) => book.running.budgets.some((budget) => budget.id === id);
  const change = (edit: (budgets: readonly BudgetConfig[]) => BudgetConfig[]): void => {
    book.change((config) => ({ ...config, budgets: edit(config.budgets) }));
    onChanged();
  };
  return {
    'budgets.list': () => list(parts),
    'budgets.create'(budget) {
      if (isThere(budget.id)) {
        throw new CallFailure('conflict', `There is a budget "${budget.id}" already.`, 'id');
      }
      change((budgets) => [...budgets, budget]);
      return viewOf(parts, budget.id);
    },
    'budgets.update'(budget) {
      if (!isThere(budget.id)) throw notFound(`The budget "${budget.id}"`);
      change((budgets) => budgets.map((each) => (each.id === budget.id ? budget : each)));
      return viewOf(parts, budget.id);
    },
    'budgets.remove'({ id }) {
      if (!isThere(id)) throw notFound(`The budget "${id}"`);
      change((budgets) => budgets.filter((budget) => budget.id !== id));
      return {};
    },
  };
}

async function list({ budgets }: BudgetCallParts): Promise<BudgetView[]> {
  await budgets.ready();
  return budgets.standings().map(toBudgetView);
}

async function viewOf(parts: BudgetCallParts, id: string): Promise<BudgetView> {
  const view = (await list(parts)).find(({ budget }) => budget.id === id);
  if (view === undefined) throw notFound(`The budget "${id}"`);
  return view;
}
