import { z } from 'zod';

/** An app that can be aimed at kRouter. */
export const connectedAppSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `one-click`: kRouter edits its settings. `guided`: steps with copy buttons. `impossible`: `reason` says why. */
  way: z.enum(['one-click', 'guided', 'impossible']),
  state: z.enum(['not-installed', 'not-connected', 'connected', 'changed-by-hand']),
  /** The file that is (or would be) edited. */
  file: z.string().optional(),
  /** When its last request came, in milliseconds since 1970. */
  lastSeenAt: z.number().optional(),
  /** Something that would win over the settings, e.g. an environment variable. */
  conflict: z.string().optional(),
  steps: z.array(z.strictObject({ text: z.string(), copy: z.string().optional() })),
  reason: z.string().optional(),
});

/** What connecting would change, shown before it is done. */
export const appDiffSchema = z.strictObject({
  id: z.string(),
  file: z.string(),
  before: z.string(),
  after: z.string(),
  keys: z.array(
    z.strictObject({ key: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
  /** What else to know before it is done, e.g. where the key will stand. */
  notes: z.array(z.string()).optional(),
});

export type ConnectedApp = z.infer<typeof connectedAppSchema>;
export type AppDiff = z.infer<typeof appDiffSchema>;
