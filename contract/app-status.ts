import { z } from 'zod';

/** The state of the whole, for the tray and the top bar. */
export const appStatusSchema = z.strictObject({
  version: z.string(),
  state: z.enum(['stopped', 'running', 'busy', 'degraded', 'error']),
  /** One sentence, also the tray's first line. */
  summary: z.string(),
  /** `http://127.0.0.1:20128` while routing is on. */
  baseUrl: z.string().optional(),
  inFlight: z.number(),
  today: z.strictObject({ tokens: z.number(), costUsd: z.number(), unpriced: z.number() }),
  /** Where secrets are kept, and whether that works. */
  keychain: z.enum(['available', 'locked', 'missing', 'hung', 'headless']),
  desktop: z.boolean(),
});

export type AppStatus = z.infer<typeof appStatusSchema>;
