import { z } from 'zod';
import { tokensSchema } from './request-row.ts';

export const usageQuerySchema = z.strictObject({
  /** Milliseconds since 1970. */
  from: z.number(),
  to: z.number(),
  bucket: z.enum(['hour', 'day']),
  /** `model` is the one asked for, `upstreamModel` the one that answered. */
  groupBy: z.enum(['none', 'model', 'upstreamModel', 'provider', 'region', 'app', 'session']),
});

const totalsSchema = z.strictObject({
  requests: z.number(),
  errors: z.number(),
  tokens: tokensSchema,
  /** Sum over the priced requests. */
  costUsd: z.number(),
  /** Requests whose model has no known price. */
  unpriced: z.number(),
  /** Input tokens that compression spared, over the requests whose provider reported its input. */
  savedTokens: z.number().optional(),
  /** US dollars, over the priced ones of these. */
  savedUsd: z.number().optional(),
  /** 0 to 1: cache reads over all input. */
  cacheHitRate: z.number().optional(),
  ttftP50Ms: z.number().optional(),
  ttftP95Ms: z.number().optional(),
  ttftP99Ms: z.number().optional(),
});

export const usageReportSchema = z.strictObject({
  totals: totalsSchema,
  series: z.array(z.strictObject({ at: z.number(), group: z.string(), ...totalsSchema.shape })),
  groups: z.array(z.strictObject({ group: z.string(), ...totalsSchema.shape })),
});

export type UsageQuery = z.infer<typeof usageQuerySchema>;
export type UsageReport = z.infer<typeof usageReportSchema>;
export type UsageTotals = z.infer<typeof totalsSchema>;
