import { z } from 'zod';
import { awsCredentialsSchema, bedrockProviderSchema } from './config.ts';

/** A way to sign in that was found on this machine, best first. */
export const signInOptionSchema = z.strictObject({
  kind: z.enum(['profile', 'sso', 'login', 'keys', 'assume-role', 'api-key', 'process', 'env']),
  label: z.string(),
  /** Where it was found, or what it takes. */
  detail: z.string(),
  credentials: awsCredentialsSchema,
  region: z.string().optional(),
  /** A fault seen before any call: expired, session token missing. */
  problem: z.string().optional(),
});

/** What a pasted text turned out to hold. The secrets themselves stay with the engine, under `handle`. */
export const pastedCredentialsSchema = z.strictObject({
  /** Good for 15 minutes; absent when the text cannot be used as it is. */
  handle: z.string().optional(),
  /** `api-key`: a Bedrock API key. `anthropic-key`: a key for Anthropic's own API. */
  kind: z.enum(['access-key', 'session', 'api-key', 'anthropic-key', 'nothing']),
  /** Last four characters, for recognition. */
  keyEnding: z.string().optional(),
  region: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
  /** What is missing or wrong, and what to do. */
  problem: z.string().optional(),
});

/** Where the wizard stands, so that it resumes after a crash. Holds no secrets. */
export const wizardStateSchema = z.strictObject({
  step: z.enum(['sign-in', 'regions', 'checks', 'models', 'connect', 'summary']),
  credentials: awsCredentialsSchema.optional(),
  providers: z.array(bedrockProviderSchema).default([]),
  simulated: z.boolean().default(false),
});

export type SignInOption = z.infer<typeof signInOptionSchema>;
export type PastedCredentials = z.infer<typeof pastedCredentialsSchema>;
export type WizardState = z.infer<typeof wizardStateSchema>;
