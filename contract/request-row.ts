import { z } from 'zod';

/** Token counts by kind. A count the provider did not report is absent. */
export const tokensSchema = z.strictObject({
  input: z.number().optional(),
  cacheRead: z.number().optional(),
  cacheWrite: z.number().optional(),
  cacheWrite1h: z.number().optional(),
  output: z.number().optional(),
  reasoning: z.number().optional(),
});

/** A finished request, as the ledger keeps it. No prompt or answer text. */
export const requestRowSchema = z.strictObject({
  id: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  dialect: z.string(),
  app: z.string(),
  session: z.string().optional(),
  modelAsked: z.string(),
  provider: z.string().optional(),
  region: z.string().optional(),
  /** The id sent upstream. */
  model: z.string().optional(),
  scope: z.string().optional(),
  attempts: z.number(),
  outcome: z.enum(['ok', 'error', 'cancelled']),
  status: z.number(),
  errorCode: z.string().optional(),
  tokens: tokensSchema,
  /** US dollars; absent when the model has no known price. */
  costUsd: z.number().optional(),
  ttftMs: z.number().optional(),
  durationMs: z.number(),
  tokensPerSecond: z.number().optional(),
  streamed: z.boolean(),
  warnings: z.array(z.string()),
  /** Characters of tool output before and after compression. */
  compression: z.strictObject({ before: z.number(), after: z.number() }).optional(),
  /** Input tokens that compression spared, 0 for none; absent when the provider reported no input. */
  savedTokens: z.number().optional(),
  /** US dollars those tokens would have cost at the price of the rest of their request; absent when unpriced. */
  savedUsd: z.number().optional(),
});

/** A row with the whole decision record, for the detail drawer. */
export const requestDetailSchema = requestRowSchema.extend({ decision: z.unknown().optional() });

/** A request in flight. */
export const liveRequestSchema = z.strictObject({
  id: z.string(),
  startedAt: z.number(),
  dialect: z.string(),
  app: z.string(),
  modelAsked: z.string(),
  provider: z.string().optional(),
  region: z.string().optional(),
  attempts: z.number(),
  phase: z.enum(['waiting', 'streaming']),
  ttftMs: z.number().optional(),
  outputTokens: z.number(),
  /** True while `outputTokens` is derived from the text rather than reported. */
  estimated: z.boolean(),
  tokensPerSecond: z.number().optional(),
});

/** Which finished requests to list. Times in milliseconds since 1970. */
export const requestFilterSchema = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  outcome: z.enum(['ok', 'error', 'cancelled']).optional(),
  /** The model asked for. */
  model: z.string().optional(),
  upstreamModel: z.string().optional(),
  provider: z.string().optional(),
  region: z.string().optional(),
  app: z.string().optional(),
  session: z.string().optional(),
  /** Matched against id, model, app and error code. */
  search: z.string().max(200).optional(),
});

export type Tokens = z.infer<typeof tokensSchema>;
export type RequestRow = z.infer<typeof requestRowSchema>;
export type RequestDetail = z.infer<typeof requestDetailSchema>;
export type LiveRequest = z.infer<typeof liveRequestSchema>;
export type RequestFilter = z.infer<typeof requestFilterSchema>;
