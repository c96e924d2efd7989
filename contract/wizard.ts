import { z } from 'zod';
import { awsCredentialsSchema, bedrockProviderSchema } from './config.ts';

/** A profile's name as it may stand on a command line: never an option, never more than one word of AWS's own making. */
const profileName = z
  .string()
  .regex(/^[A-Za-z0-9_.@+=:/][A-Za-z0-9_.@+=:/ -]{0,127}$/, 'use the name as it stands in ~/.aws/config');

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

/** Who to sign in: a profile of the AWS files, a portal that was typed in, or AWS's own command line. */
export const signInTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('profile'), profile: profileName }),
  z.strictObject({
    kind: z.literal('portal'),
    startUrl: z.url({ protocol: /^https?$/, error: 'must be the https:// address of the access portal' }),
    region: bedrockProviderSchema.shape.region,
  }),
  z.strictObject({
    kind: z.literal('command'),
    command: z.enum(['login', 'sso-login']),
    profile: profileName.optional(),
  }),
]);

/** A sign-in as it stands. Holds no token. */
export const signInSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['starting', 'waiting', 'choose-role', 'done', 'failed', 'cancelled']),
  /** To be compared with the one in the browser. */
  userCode: z.string().optional(),
  /** Where to approve it. */
  url: z.string().optional(),
  /** Milliseconds since 1970: until then it can be approved. */
  expiresAt: z.number().optional(),
  /** What a command line has printed so far, its end. */
  output: z.string().optional(),
  /** Why it failed, and what to do. */
  problem: z.string().optional(),
  /** Ready for use, once it is done. */
  credentials: awsCredentialsSchema.optional(),
  /** The region that the profile names. */
  region: z.string().optional(),
});

/** An account that the portal lets this person into. */
export const ssoAccountSchema = z.strictObject({
  accountId: z.string(),
  name: z.string(),
  email: z.string().optional(),
});

/** AWS's command line on this machine. */
export const awsCliSchema = z.strictObject({
  /** Absent: not installed. */
  version: z.string().optional(),
  ssoLogin: z.boolean(),
  /** `aws login`: from 2.32.0. */
  login: z.boolean(),
  /** What is missing, and what to do. */
  problem: z.string().optional(),
});

/** Whether a proxy and a file of certificate authorities can be used. */
export const networkReportSchema = z.strictObject({
  ok: z.boolean(),
  /** One sentence for each thing that was looked at. */
  findings: z.array(z.string()),
});

export type SignInTarget = z.infer<typeof signInTargetSchema>;
export type SignIn = z.infer<typeof signInSchema>;
export type AwsCli = z.infer<typeof awsCliSchema>;
export type SignInOption = z.infer<typeof signInOptionSchema>;
export type PastedCredentials = z.infer<typeof pastedCredentialsSchema>;
export type WizardState = z.infer<typeof wizardStateSchema>;
