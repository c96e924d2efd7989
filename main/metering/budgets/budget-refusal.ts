import { AppError } from '../../core/app-error.ts';
import type { BudgetStanding } from './budget-standing.ts';
import { describeSpent } from './budget-words.ts';

/** Why nothing may be sent: for the record of a decision, and as the error that the client gets. */
export interface BudgetRefusal {
  readonly reason: string;
  readonly error: AppError;
}

/**
 * A budget that is spent and stops. `billing` is what clients take for final (402 or `insufficient_quota`), and `never`
 * tells their libraries not to try again: only the calendar or the user can help.
 */
export function refusalOf(standing: BudgetStanding): BudgetRefusal {
  const spent = describeSpent(standing);
  const message = `${spent}. Nothing was sent. To go on before that, raise the budget or switch off its stop in kRouter's dashboard under Usage > Budgets.`;
  return { reason: spent, error: new AppError({ code: 'billing', retry: 'never', message }) };
}
