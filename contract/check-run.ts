import { z } from 'zod';

/**
 * What is tried, in this order. `identity` is skipped for API keys: they have none. `access`: whether the account may
 * use the model at all (agreement, entitlement, use-case form).
 */
export const checkNameSchema = z.enum(['clock', 'credentials', 'identity', 'models', 'access', 'answer']);

/** The button that helps. `value`: the URL, the IAM action, or the setting (`scope`) it is about. */
const checkFixSchema = z.strictObject({
  kind: z.enum([
    'copy-policy',
    'open-url',
    'sign-in',
    'edit-credentials',
    'edit-region',
    'adjust-clock',
    'retry',
    'narrow-scope',
    'edit-network',
  ]),
  label: z.string(),
  value: z.string().optional(),
});

/** One live check of one provider. */
export const checkStepSchema = z.strictObject({
  run: z.string(),
  provider: z.string(),
  region: z.string().optional(),
  step: checkNameSchema,
  state: z.enum(['running', 'ok', 'failed', 'skipped']),
  /** What was asked, in words. */
  asked: z.string(),
  /** The operations that were called: `bedrock:GetFoundationModelAvailability`. */
  api: z.string().optional(),
  /** What AWS said, word for word where it refused. */
  said: z.string().optional(),
  /** AWS's own id of the refused request, for a support case. */
  requestId: z.string().optional(),
  /** What the one-word test used. */
  tokens: z.strictObject({ input: z.number(), output: z.number() }).optional(),
  /** What it cost; absent when nobody knows the price. */
  costUsd: z.number().optional(),
  /** One sentence of cause and cure. */
  explanation: z.string().optional(),
  fix: checkFixSchema.optional(),
  /** The IAM action that the step needs. */
  iamAction: z.string().optional(),
});

/** A run as it stands: the latest state of each step met so far. */
export const checkRunSchema = z.strictObject({
  run: z.string(),
  state: z.enum(['running', 'passed', 'failed', 'cancelled']),
  steps: z.array(checkStepSchema),
});

export type CheckName = z.infer<typeof checkNameSchema>;
export type CheckFix = z.infer<typeof checkFixSchema>;
export type CheckStep = z.infer<typeof checkStepSchema>;
export type CheckRun = z.infer<typeof checkRunSchema>;
