import { z } from 'zod';

/** A model of one provider. */
export const modelSchema = z.strictObject({
  /** What an app asks for. */
  name: z.string(),
  provider: z.string(),
  region: z.string().optional(),
  /** What is really called. */
  id: z.string(),
  displayName: z.string(),
  scope: z.string(),
  /** US dollars per million tokens; absent when unpriced. */
  price: z.strictObject({ input: z.number(), output: z.number() }).optional(),
  contextTokens: z.number().optional(),
  maxOutputTokens: z.number().optional(),
  /** What its user ought to know, e.g. when the vendor retires it. */
  notice: z.string().optional(),
});

export type ModelView = z.infer<typeof modelSchema>;
