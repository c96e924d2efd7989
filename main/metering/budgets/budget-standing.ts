import { type BudgetSpan, projectedNanoUsd } from './budget-span.ts';
import { type BudgetSpec, limitNanoUsd } from './budget-spec.ts';

/** Where a budget stands at one moment. Money in whole billionths of a US dollar. */
export interface BudgetStanding {
  readonly spec: BudgetSpec;
  readonly span: BudgetSpan;
  /** Finished requests, and those under way as far as they have been metered. */
  readonly spentNanoUsd: number;
  /** Requests that are not in it because their model has no known price. */
  readonly unpriced: number;
  /** Spent over limit. */
  readonly fraction: number;
  readonly isSpent: boolean;
  /** The highest part of the limit that was reached and is worth telling. */
  readonly reached?: number;
  readonly projectedNanoUsd?: number;
}

/** What was spent in a span. */
export interface BudgetSum {
  readonly nanoUsd: number;
  readonly unpriced: number;
}

/** Judges a sum by its budget. */
export function standingOf(
  spec: BudgetSpec,
  { span, sum, now }: { readonly span: BudgetSpan; readonly sum: BudgetSum; readonly now: number },
): BudgetStanding {
  const limit = limitNanoUsd(spec);
  return {
    spec,
    span,
    spentNanoUsd: sum.nanoUsd,
    unpriced: sum.unpriced,
    fraction: sum.nanoUsd / limit,
    isSpent: sum.nanoUsd >= limit,
    reached: thresholdsOf(spec).findLast((part) => sum.nanoUsd >= part * limit),
    projectedNanoUsd: projectedNanoUsd(sum.nanoUsd, span, now),
  };
}

/** Rising. A budget that stops requests is always told of when it does. */
function thresholdsOf({ alertAt, stop }: BudgetSpec): readonly number[] {
  return [...new Set(stop ? [...alertAt, 1] : alertAt)].sort((a, b) => a - b);
}
