import { z } from 'zod';

/** What one provider is like for one model. */
export const targetHealthSchema = z.strictObject({
  model: z.string(),
  state: z.enum(['healthy', 'degraded', 'open', 'half-open', 'unknown']),
  score: z.number().optional(),
  ttftMs: z.number().optional(),
  /** 0 to 1. */
  successRate: z.number().optional(),
  /** 0 to 1: the part of the minute's quota that is still free. */
  headroom: z.number().optional(),
  /** Until the breaker lets a probe through. */
  reopensInMs: z.number().optional(),
  lastError: z.string().optional(),
  lastOkAt: z.number().optional(),
  why: z.string(),
});

/** A card on the Regions page. */
export const regionCardSchema = z.strictObject({
  provider: z.string(),
  type: z.string(),
  region: z.string().optional(),
  scope: z.string().optional(),
  state: z.enum(['healthy', 'degraded', 'down', 'unknown']),
  /** One sentence on the state. */
  why: z.string(),
  /** One sentence on where data may go. */
  residency: z.string(),
  targets: z.array(targetHealthSchema),
  /** In the last 60 seconds. */
  throttlesPerMinute: z.number(),
  tokensPerMinute: z.number(),
  quotaTokensPerMinute: z.number().optional(),
  /** Time to first token in ms for each of the last 30 minutes, oldest first; null where nothing was answered. */
  p50: z.array(z.number().nullable()),
  p95: z.array(z.number().nullable()),
  requests: z.array(z.number()),
});

export type TargetHealthView = z.infer<typeof targetHealthSchema>;
export type RegionCard = z.infer<typeof regionCardSchema>;
