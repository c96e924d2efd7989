import { z } from 'zod';
import { appStatusSchema } from './app-status.ts';
import { budgetViewSchema } from './budget.ts';
import { checkRunSchema, checkStepSchema } from './check-run.ts';
import { liveRequestSchema, requestRowSchema } from './request-row.ts';

/** Everything the dashboard is told without asking. `…-changed` without a value means: ask again. */
export const liveEventSchema = z.discriminatedUnion('type', [
  /** The first event of every subscription, too. */
  z.strictObject({ type: z.literal('status-changed'), status: appStatusSchema }),
  /** The meters that moved since the last one, at most four times a second. */
  z.strictObject({ type: z.literal('requests-progressed'), requests: z.array(liveRequestSchema) }),
  z.strictObject({ type: z.literal('request-finished'), row: requestRowSchema }),
  z.strictObject({ type: z.literal('regions-changed') }),
  z.strictObject({ type: z.literal('providers-changed') }),
  z.strictObject({ type: z.literal('combos-changed') }),
  z.strictObject({ type: z.literal('settings-changed') }),
  z.strictObject({ type: z.literal('apps-changed') }),
  /** Also when a period has ended and the budgets begin anew. */
  z.strictObject({ type: z.literal('budgets-changed') }),
  /** A part of the limit was reached, for the first time in this period; `alert` says which. */
  z.strictObject({ type: z.literal('budget-crossed'), budget: budgetViewSchema }),
  z.strictObject({ type: z.literal('check-progressed'), step: checkStepSchema }),
  z.strictObject({ type: z.literal('check-finished'), run: z.string(), state: checkRunSchema.shape.state }),
  z.strictObject({
    type: z.literal('notice-raised'),
    level: z.enum(['info', 'warning', 'error']),
    text: z.string(),
  }),
  /** This listener was too slow and has missed events: ask for everything again. */
  z.strictObject({ type: z.literal('events-dropped'), count: z.number() }),
]);

export type LiveEvent = z.infer<typeof liveEventSchema>;
