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
  handle: z.string().optional(),
  kind: z.enum(['access-key', 'session', 'api-key', 'nothing']),
  /** Last four characters, for recognition. */
  keyEnding: z.string().optional(),
  region: z.string().optional(),
  expiresAt: z.number().optional(),
  problem: z.string().optional(),
});

/** One live check of one region. */
export const checkStepSchema = z.strictObject({
  run: z.string(),
  provider: z.string(),
  region: z.string(),
  step: z.enum(['clock', 'identity', 'discovery', 'access', 'stream']),
  state: z.enum(['running', 'ok', 'failed', 'skipped']),
  /** What was asked, e.g. `bedrock:ListInferenceProfiles`. */
  asked: z.string(),
  /** What AWS said, in one line. */
  said: z.string().optional(),
  /** One sentence of cause and cure. */
  explanation: z.string().optional(),
  /** The button that helps. */
  fix: z
    .strictObject({
      kind: z.enum([
        'copy-policy',
        'open-url',
        'sign-in',
        'edit-credentials',
        'edit-region',
        'adjust-clock',
        'retry',
        'narrow-scope',
      ]),
      label: z.string(),
      value: z.string().optional(),
    })
    .optional(),
  iamAction: z.string().optional(),
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
export type CheckStep = z.infer<typeof checkStepSchema>;
export type WizardState = z.infer<typeof wizardStateSchema>;
