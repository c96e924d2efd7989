import { z } from 'zod';
import { identifierSchema as id } from './identifier.ts';
import { httpUrlSchema, sharedProviderFields } from './provider-fields.ts';

/** Project ids, also the older ones with a domain: `my-project`, `example.com:my-project`; or a number. */
const project = z
  .string()
  .regex(
    /^([a-z0-9.-]+:)?[a-z0-9][a-z0-9-]{4,62}$/,
    'must be a Google Cloud project id, e.g. my-project-123456',
  );

/** One project in one location of Google's Vertex AI. */
export const vertexProviderSchema = z.strictObject({
  id,
  type: z.literal('vertex'),
  project,
  /** A region, `us` or `eu` for the multi-regions, or `global`, which keeps data in no place. */
  location: z
    .string()
    .regex(/^(global|us|eu|[a-z]+-[a-z]+\d{1,2})$/, 'must be a Google Cloud location, e.g. europe-west4')
    .default('global'),
  /** Gateway or private endpoint in the place of Google's own host. */
  endpoint: httpUrlSchema.optional(),
  /** The project that is billed for the calls, where it is another one. */
  quotaProject: project.optional(),
  /** `keychain`: a service account's key file. `adc`: the application default credentials of this machine. */
  credentials: z
    .discriminatedUnion('source', [
      z.strictObject({ source: z.literal('keychain') }),
      z.strictObject({ source: z.literal('adc') }),
    ])
    .default({ source: 'adc' }),
  /** Own names for models: `{"coder": "claude-sonnet-4-5@20250929"}`. */
  models: z.record(z.string().min(1), z.string().min(1)).default({}),
  ...sharedProviderFields,
});

export type VertexProviderConfig = z.infer<typeof vertexProviderSchema>;
