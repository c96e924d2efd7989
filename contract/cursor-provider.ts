import { z } from 'zod';
import { identifierSchema as id } from './identifier.ts';
import { httpUrlSchema, sharedProviderFields } from './provider-fields.ts';

/** A header name of RFC 9110 with a value of visible characters; what kRouter sets by itself is not among them. */
const headers = z
  .record(
    z
      .string()
      .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, 'must be a header name in lower case')
      .refine((name) => !/^(authorization|host|content-type|user-agent|connect-)/.test(name), {
        error: 'is set by kRouter itself',
      }),
    z.string().regex(/^[\x20-\x7e]*$/, 'must be plain ASCII'),
  )
  .default({});

/** The user's own account at Cursor. */
export const cursorProviderSchema = z.strictObject({
  id,
  type: z.literal('cursor'),
  /** `cli`: Cursor's own command line, the official way. `api`: the vendor's private protocol, with the user's token. */
  via: z.enum(['cli', 'api']).default('cli'),
  /** The command line's name or path. */
  program: z.string().min(1).default('cursor-agent'),
  /** Of the private protocol; over HTTP/2. */
  baseUrl: httpUrlSchema.default('https://api2.cursor.sh'),
  /** Headers of the private protocol that the user's own client sends, where the service insists on them. */
  headers,
  /** What to offer, by names of the user's own: `{"sonnet": "claude-4.5-sonnet"}`. Without any: Cursor's own choice, `auto`. */
  models: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** `none`: the command line's own sign-in. */
  credentials: z
    .discriminatedUnion('source', [
      z.strictObject({ source: z.literal('none') }),
      z.strictObject({ source: z.literal('keychain') }),
      z.strictObject({ source: z.literal('env'), variable: z.string().min(1).default('CURSOR_API_KEY') }),
    ])
    .default({ source: 'none' }),
  ...sharedProviderFields,
});

export type CursorProviderConfig = z.infer<typeof cursorProviderSchema>;
