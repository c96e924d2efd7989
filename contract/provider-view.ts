import { z } from 'zod';
import { providerSchema } from './config.ts';

/** Whether a provider's secrets are in place. `unknown`: they are read elsewhere and have not been needed yet. */
const credentialStateSchema = z.strictObject({
  state: z.enum(['ready', 'unknown', 'missing', 'locked', 'expired']),
  /** One sentence. */
  detail: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
});

/** A provider as listed: its configuration, and whether its secrets are in place. */
export const providerViewSchema = z.strictObject({
  config: providerSchema,
  credentials: credentialStateSchema,
});

export type CredentialState = z.infer<typeof credentialStateSchema>;
export type ProviderView = z.infer<typeof providerViewSchema>;
