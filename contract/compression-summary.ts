import { z } from 'zod';

/** What compression has saved since the start, in characters of tool output. */
export const compressionSummarySchema = z.strictObject({
  requests: z.number(),
  charsBefore: z.number(),
  charsAfter: z.number(),
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
