import { z } from 'zod';
import { identifierSchema } from './identifier.ts';

/** What a budget counts: everything, one provider, one calling app, or one model whoever serves it. */
export const budgetScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  /** A provider's id. */
  z.strictObject({ kind: z.literal('provider'), name: z.string().min(1).max(256) }),
  /** The app as the ledger names it: `claude-code`. */
  z.strictObject({ kind: z.literal('app'), name: z.string().min(1).max(256) }),
  /** A model family, `claude-opus-4-6`; any id of the family means the same. */
  z.strictObject({ kind: z.literal('model'), name: z.string().min(1).max(256) }),
]);

/** Calendar periods of this machine's time zone; weeks begin on Monday. */
export const budgetPeriodSchema = z.enum(['day', 'week', 'month']);

/** A dollar is a billion of the ledger's units: sums stay exact far beyond this limit. */
const MAX_BUDGET_USD = 1_000_000;

export const budgetSchema = z.strictObject({
  id: identifierSchema,
  limitUsd: z.number().min(0.000_001, 'must be above 0').max(MAX_BUDGET_USD),
  period: budgetPeriodSchema,
  scope: budgetScopeSchema.default({ kind: 'all' }),
  /** Parts of the limit at which somebody is told, once per period each. */
  alertAt: z
    .array(z.number().gt(0).max(10))
    .max(10)
    .refine((parts) => new Set(parts).size === parts.length, 'a part stands twice')
    .default([0.5, 0.8, 1]),
  /** true: once it is spent, new requests go elsewhere or are refused. Requests under way are never cut. */
  stop: z.boolean().default(false),
});

/** A budget and where it stands in its present period. Money in US dollars, moments in milliseconds since 1970. */
export const budgetViewSchema = z.strictObject({
  budget: budgetSchema,
  /** Finished requests, and those under way as far as they have been metered. */
  spentUsd: z.number(),
  /** Spent over limit: more than 1 when it is overdrawn. */
  fraction: z.number(),
  /** Requests of the period that are not in `spentUsd`: their model has no known price. */
  unpriced: z.number(),
  beganAt: z.number(),
  renewsAt: z.number(),
  /** Spent by the end of the period at the pace so far; absent while it is too early to tell. */
  projectedUsd: z.number().optional(),
  /** `stopping`: spent, and its requests are refused or sent elsewhere. */
  state: z.enum(['within', 'warned', 'over', 'stopping']),
  /** The highest part of the limit that was reached, in a sentence. */
  alert: z.strictObject({ at: z.number(), text: z.string() }).optional(),
});

export type BudgetConfig = z.infer<typeof budgetSchema>;
export type BudgetScope = BudgetConfig['scope'];
export type BudgetPeriod = BudgetConfig['period'];
export type BudgetView = z.infer<typeof budgetViewSchema>;

/** A period in days, rounded up, and one for the day on which clocks go back. */
const DAYS_OF_PERIOD: { readonly [period in BudgetConfig['period']]: number } = {
  day: 2,
  week: 8,
  month: 32,
};

/** After a restart the period's sum is read from the ledger, so its rows must still be there. */
export function reportForgetful(
  { budgets, retentionDays }: { readonly budgets: readonly BudgetConfig[]; readonly retentionDays: number },
  context: z.RefinementCtx,
): void {
  budgets.forEach(({ period }, index) => {
    const days = DAYS_OF_PERIOD[period];
    if (retentionDays >= days) return;
    const message = `a budget per ${period} needs retentionDays of ${days} or more; it is ${retentionDays}`;
    context.addIssue({ code: 'custom', path: ['budgets', index, 'period'], message });
  });
}
