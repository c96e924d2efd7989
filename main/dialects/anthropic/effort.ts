import type { Effort } from '../../core/chat-request.ts';
import type { EncodeContext } from './encode-context.ts';

const SCALE: readonly Effort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Thinking tokens for an effort, on models that take only a budget. */
const BUDGETS: Readonly<Record<Effort, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 24_576,
  max: 32_768,
};

/** The budget, in tokens, that stands for an effort. */
export function budgetOf(effort: Effort): number {
  return BUDGETS[effort];
}

/** The effort that stands for a budget: the other way round, with the steps half-way. */
export function effortOf(budgetTokens: number): Effort {
  if (budgetTokens <= 4096) return 'low';
  if (budgetTokens <= 12_288) return 'medium';
  return budgetTokens <= 24_576 ? 'high' : 'max';
}

/** The strongest effort the model takes that is not above the wish; undefined when it takes none at all. */
export function clampEffort(context: EncodeContext, wish: Effort): Effort | undefined {
  const { efforts } = context.rules;
  if (efforts.includes(wish)) return wish;
  const wanted = SCALE.indexOf(wish);
  const clamped = efforts.findLast((effort) => SCALE.indexOf(effort) <= wanted) ?? efforts[0];
  const outcome = clamped === undefined ? 'this model takes no effort' : `${wish} was sent as ${clamped}`;
  context.warnings.add(clamped === undefined ? 'dropped' : 'approximated', 'reasoning.effort', outcome);
  return clamped;
}
