import { z } from 'zod';
import { identifierSchema as id } from './identifier.ts';
import { httpUrlSchema, sharedProviderFields } from './provider-fields.ts';

/** The user's own account at Kiro. The vendor offers no such access to other programs. */
export const kiroProviderSchema = z.strictObject({
  id,
  type: z.literal('kiro'),
  /** Where the account lives. A profile's ARN tells it too, and counts before this. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must look like an AWS region, e.g. us-east-1')
    .default('us-east-1'),
  /** Gateway in the place of Kiro's own host. */
  endpoint: httpUrlSchema.optional(),
  /** Gateway in the place of the hosts that renew a sign-in. */
  signInEndpoint: httpUrlSchema.optional(),
  /** For accounts with profiles, where the sign-in does not name one. */
  profileArn: z
    .string()
    .regex(/^arn:[a-z-]+:codewhisperer:[a-z0-9-]+:\d*:profile\/.+$/, 'must be the ARN of a profile')
    .optional(),
  /**
   * `keychain`: an API key, or a sign-in the user has given kRouter. `kiro-file`: the file of Kiro's own sign-in on this
   * machine, read at each need and never written.
   */
  credentials: z
    .discriminatedUnion('source', [
      z.strictObject({ source: z.literal('keychain') }),
      z.strictObject({ source: z.literal('env'), variable: z.string().min(1).default('KIRO_API_KEY') }),
      z.strictObject({ source: z.literal('kiro-file'), path: z.string().min(1).optional() }),
    ])
    .default({ source: 'keychain' }),
  ...sharedProviderFields,
});

export type KiroProviderConfig = z.infer<typeof kiroProviderSchema>;
