import { type BudgetConfig, type BudgetView, budgetSchema } from '../../../contract/budget.ts';
import { notFound } from '../../../main/services/call-failure.ts';
import type { Implementations } from '../../../main/services/implementations.ts';
import type { SampleState } from './sample-state.ts';

type BudgetNames = 'budgets.list' | 'budgets.create' | 'budgets.update' | 'budgets.remove';

/** Budgets in every state; each new one has spent three dollars. */
export function budgetImplementations({ empty }: Pick<SampleState, 'empty'>): Implementations<BudgetNames> {
  let views = empty ? [] : sampleBudgets(Date.now());
  const put = (budget: BudgetConfig): BudgetView => {
    const view = budgetView(budget, { spentUsd: 3, now: Date.now() });
    const isKnown = views.some((each) => each.budget.id === budget.id);
    views = isKnown ? views.map((each) => (each.budget.id === budget.id ? view : each)) : [...views, view];
    return view;
  };
  return {
    'budgets.list': () => views,
    'budgets.create': put,
    'budgets.update': put,
    'budgets.remove': ({ id }) => {
      if (!views.some(({ budget }) => budget.id === id)) throw notFound(`The budget "${id}"`);
      views = views.filter(({ budget }) => budget.id !== id);
      return {};
    },
  };
}

/** One budget in each state. */
function sampleBudgets(now: number): BudgetView[] {
  const of = (
    spentUsd: number,
    budget: Pick<BudgetConfig, 'id' | 'limitUsd' | 'period'> & Partial<BudgetConfig>,
  ) => budgetView(budgetSchema.parse(budget), { spentUsd, now });
  return [
    of(31.72, { id: 'monthly', limitUsd: 120, period: 'month' }),
    of(8.41, { id: 'claude-code', limitUsd: 10, period: 'day', scope: { kind: 'app', name: 'claude-code' } }),
    of(25.06, {
      id: 'ireland',
      limitUsd: 25,
      period: 'week',
      scope: { kind: 'provider', name: 'bedrock-eu-west-1' },
      stop: true,
    }),
    of(14.2, {
      id: 'opus',
      limitUsd: 12,
      period: 'week',
      scope: { kind: 'model', name: 'claude-opus-4-6' },
      alertAt: [0.9, 1],
    }),
  ];
}

const HOUR = 3_600_000;
const LENGTHS = { day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const;
/** Three fifths of each period have passed. */
const PASSED = 0.6;

export function budgetView(
  budget: BudgetConfig,
  { spentUsd, now }: { readonly spentUsd: number; readonly now: number },
): BudgetView {
  const length = LENGTHS[budget.period];
  const fraction = spentUsd / budget.limitUsd;
  const at = budget.alertAt.findLast((part) => fraction >= part);
  const spent = budget.stop ? 'stopping' : 'over';
  const below = at === undefined ? 'within' : 'warned';
  return {
    budget,
    spentUsd,
    fraction,
    unpriced: budget.id === 'monthly' ? 2 : 0,
    beganAt: now - length * PASSED,
    renewsAt: now + length * (1 - PASSED),
    projectedUsd: spentUsd / PASSED,
    state: fraction >= 1 ? spent : below,
    alert: at === undefined ? undefined : { at, text: textOf(budget, spentUsd) },
  };
}

function textOf({ id, limitUsd, stop }: BudgetConfig, spentUsd: number): string {
  const amounts = `$${spentUsd.toFixed(2)} of $${limitUsd.toFixed(2)}`;
  if (spentUsd < limitUsd) return `The budget "${id}" has used most of its limit: ${amounts}.`;
  const then = stop
    ? 'New requests go to other providers until then, or are refused.'
    : 'Requests go on: this budget only tells.';
  return `The budget "${id}" is spent: ${amounts} this week; it renews on Mon 30 Nov, 00:00 CET. ${then}`;
}
