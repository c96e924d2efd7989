import { z } from 'zod';
import { appStatusSchema } from './app-status.ts';
import { liveRequestSchema, requestRowSchema } from './request-row.ts';
import { checkStepSchema } from './wizard.ts';

/** Everything the dashboard is told without asking. `…-changed` means: ask again. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('status-changed'), status: appStatusSchema }),
  /** The meters that moved since the last one, at most four times a second. */
  z.strictObject({ type: z.literal('requests-progressed'), requests: z.array(liveRequestSchema) }),
  z.strictObject({ type: z.literal('request-finished'), row: requestRowSchema }),
  z.strictObject({ type: z.literal('regions-changed') }),
  z.strictObject({ type: z.literal('providers-changed') }),
  z.strictObject({ type: z.literal('apps-changed') }),
  z.strictObject({ type: z.literal('check-progressed'), step: checkStepSchema }),
  z.strictObject({
    type: z.literal('notice-raised'),
    level: z.enum(['info', 'warning', 'error']),
    text: z.string(),
  }),
]);

export type LiveEvent = z.infer<typeof liveEventSchema>;
