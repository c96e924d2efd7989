import { z } from 'zod';
import { identifierSchema as id } from './identifier.ts';
import { apiKeyCredentials, httpUrlSchema, sharedProviderFields } from './provider-fields.ts';

/** Own names for models: `{"fast": "gemini-2.5-flash"}`. */
const models = z.record(z.string().min(1), z.string().min(1)).default({});

/** Google's Gemini API, with a key of AI Studio. */
export const geminiProviderSchema = z.strictObject({
  id,
  type: z.literal('gemini'),
  /** Without the version. */
  baseUrl: httpUrlSchema.default('https://generativelanguage.googleapis.com'),
  credentials: apiKeyCredentials('GEMINI_API_KEY').default({ source: 'env', variable: 'GEMINI_API_KEY' }),
  models,
  ...sharedProviderFields,
});

/**
 * Gemini Code Assist and Antigravity, with a token of the user's own. Unofficial: Google offers this to its own programs
 * only and has suspended accounts for other use, so it is never set up by itself.
 */
export const antigravityProviderSchema = z.strictObject({
  id,
  type: z.literal('antigravity'),
  baseUrl: httpUrlSchema.default('https://cloudcode-pa.googleapis.com'),
  /** The Google Cloud project that the account was given; asked of Google where it is absent. */
  project: z.string().min(1).optional(),
  credentials: z
    .discriminatedUnion('source', [z.strictObject({ source: z.literal('keychain') })])
    .default({ source: 'keychain' }),
  models,
  ...sharedProviderFields,
});

export type GeminiProviderConfig = z.infer<typeof geminiProviderSchema>;
export type AntigravityProviderConfig = z.infer<typeof antigravityProviderSchema>;
