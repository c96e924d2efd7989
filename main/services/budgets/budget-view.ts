import type { BudgetView } from '../../../contract/budget.ts';
import type { BudgetStanding } from '../../metering/budgets/budget-standing.ts';
import { describeAlert } from '../../metering/budgets/budget-words.ts';

/** A budget as the pages show it. */
export function toBudgetView(standing: BudgetStanding): BudgetView {
  const { spec, span, spentNanoUsd, fraction, unpriced, reached, projectedNanoUsd } = standing;
  const text = describeAlert(standing);
  return {
    budget: { ...spec, scope: { ...spec.scope }, alertAt: [...spec.alertAt] },
    spentUsd: spentNanoUsd / 1e9,
    fraction,
    unpriced,
    beganAt: span.from,
    renewsAt: span.to,
    projectedUsd: projectedNanoUsd === undefined ? undefined : projectedNanoUsd / 1e9,
    state: stateOf(standing),
    alert: reached === undefined || text === undefined ? undefined : { at: reached, text },
  };
}

function stateOf({ spec, isSpent, reached }: BudgetStanding): BudgetView['state'] {
  if (isSpent) return spec.stop ? 'stopping' : 'over';
  return reached === undefined ? 'within' : 'warned';
}
