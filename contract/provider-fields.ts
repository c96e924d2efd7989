import { z } from 'zod';

/** An address of a server. */
export const httpUrlSchema = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });

const keychain = z.strictObject({ source: z.literal('keychain') });
const environment = (variable: string) =>
  z.strictObject({ source: z.literal('env'), variable: z.string().min(1).default(variable) });

/** Where a plain API key comes from. */
export const apiKeyCredentialsSchema = z.discriminatedUnion('source', [
  keychain,
  environment('ANTHROPIC_API_KEY'),
]);

/** Where a plain API key comes from, for a vendor whose usual variable this is. */
export function apiKeyCredentials(variable: string) {
  return z.discriminatedUnion('source', [keychain, environment(variable)]);
}

/** The same for servers that may do without a key. */
export function optionalKeyCredentials(variable: string) {
  return z.discriminatedUnion('source', [
    z.strictObject({ source: z.literal('none') }),
    keychain,
    environment(variable),
  ]);
}

/** What an account may use of one model per minute, where the account itself cannot be asked. */
export const quotaSchema = z.strictObject({
  tokensPerMinute: z.number().positive().optional(),
  requestsPerMinute: z.number().positive().optional(),
});

/** How to get out of a company's network. */
export const networkSchema = z.strictObject({
  /** Every https call goes through it by CONNECT. Its password, if it wants one, is kept in the keychain. */
  proxy: z
    .string()
    .regex(
      /^https?:\/\/([^\s:@/]+@)?(\[[0-9A-Fa-f:.]+\]|[^\s:@/[\]]+)(:\d{1,5})?\/?$/,
      'must look like http://proxy.example.com:3128 or http://user@proxy.example.com:3128; the password is kept apart',
    )
    .optional(),
  /** A PEM file with certificate authorities to trust beside the usual ones. */
  caFile: z.string().min(1).optional(),
});

/** Settings that every provider has. */
export const sharedProviderFields = {
  ...networkSchema.shape,
  /** Nothing that leaves this geography (`us`, `eu`, `jp`, …) is ever asked of the provider. */
  residency: z.string().min(2).optional(),
  /** false: this provider gets tool output as the app sent it. */
  compression: z.boolean().default(true),
  /** Model without region prefix -> its limits: `{"anthropic.claude-sonnet-4-6": {"tokensPerMinute": 200000}}`. */
  quotas: z.record(z.string().min(1), quotaSchema).default({}),
};
