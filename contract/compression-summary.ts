import { z } from 'zod';

/** What compression has saved since the start, in the requests that were answered. */
export const compressionSummarySchema = z.strictObject({
  requests: z.number(),
  /** Characters of tool output. */
  charsBefore: z.number(),
  charsAfter: z.number(),
  /** Input tokens of the real requests, cache reads and writes included. */
  savedTokens: z.number().optional(),
  /** US dollars at the average price that each request's input paid, over the priced ones. */
  savedUsd: z.number().optional(),
  kinds: z.array(
    z.strictObject({ kind: z.string(), results: z.number(), before: z.number(), after: z.number() }),
  ),
});

/** One tool result before and after. Held in memory only, cut to its first 20,000 characters. */
export const compressionSampleSchema = z.strictObject({
  kind: z.string(),
  before: z.string(),
  after: z.string(),
});

export type CompressionSummary = z.infer<typeof compressionSummarySchema>;
export type CompressionSample = z.infer<typeof compressionSampleSchema>;
