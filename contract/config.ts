import { z } from 'zod';
import { budgetSchema, reportForgetful } from './budget.ts';
import { cursorProviderSchema } from './cursor-provider.ts';
import { antigravityProviderSchema, geminiProviderSchema } from './google-providers.ts';
import { identifierSchema as id } from './identifier.ts';
import { kiroProviderSchema } from './kiro-provider.ts';
import {
  ollamaProviderSchema,
  openaiCompatibleProviderSchema,
  openaiResponsesProviderSchema,
} from './plain-providers.ts';
import {
  apiKeyCredentialsSchema,
  httpUrlSchema,
  networkSchema,
  sharedProviderFields,
} from './provider-fields.ts';
import { vertexProviderSchema } from './vertex-provider.ts';

export type { CursorProviderConfig } from './cursor-provider.ts';
export type { AntigravityProviderConfig, GeminiProviderConfig } from './google-providers.ts';
export type { KiroProviderConfig } from './kiro-provider.ts';
export type {
  OllamaProviderConfig,
  OpenaiCompatibleProviderConfig,
  OpenaiResponsesProviderConfig,
} from './plain-providers.ts';
export type { VertexProviderConfig } from './vertex-provider.ts';
export { networkSchema };

/** AWS region names, all partitions: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
const region = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'must look like an AWS region, e.g. eu-west-1');

/** Where a Bedrock provider's credentials come from. The secrets themselves never stand in the file. */
export const awsCredentialsSchema = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('keychain') }),
  z.strictObject({ source: z.literal('env') }),
  z.strictObject({ source: z.literal('chain') }),
  z.strictObject({ source: z.literal('profile'), profile: z.string().min(1) }),
  z.strictObject({ source: z.literal('sso'), profile: z.string().min(1) }),
  z.strictObject({ source: z.literal('login'), profile: z.string().min(1).optional() }),
  z.strictObject({
    source: z.literal('assume-role'),
    roleArn: z.string().regex(/^arn:[a-z-]+:iam::\d{12}:role\/.+$/, 'must be an IAM role ARN'),
    profile: z.string().min(1).optional(),
    externalId: z.string().min(1).optional(),
    sessionName: z.string().min(1).optional(),
  }),
  z.strictObject({ source: z.literal('process'), profile: z.string().min(1) }),
  z.strictObject({ source: z.literal('web-identity') }),
  z.strictObject({ source: z.literal('container') }),
  z.strictObject({ source: z.literal('instance') }),
  z.strictObject({
    source: z.literal('api-key'),
    variable: z.string().min(1).default('AWS_BEARER_TOKEN_BEDROCK'),
  }),
  /** An account and a role of IAM Identity Center, signed in from the app. */
  z.strictObject({
    source: z.literal('sso-role'),
    startUrl: z.url({ protocol: /^https?$/, error: 'must be the https:// address of the access portal' }),
    ssoRegion: region,
    accountId: z.string().regex(/^\d{12}$/, 'an account number has 12 digits'),
    roleName: z.string().min(1).max(64),
    /** The sso-session of ~/.aws/config whose sign-in is shared with AWS's own tools. */
    session: z.string().min(1).optional(),
  }),
]);

/** US dollars per million tokens, in place of the bundled price of a model. */
export const priceSchema = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  cacheRead: z.number().min(0).optional(),
  cacheWrite5m: z.number().min(0).optional(),
  cacheWrite1h: z.number().min(0).optional(),
});

/** How tool output is shortened before it is billed. */
export const compressionLevelSchema = z.enum(['off', 'lossless', 'compact']);

/** Up to where a model id may widen: the one region, its geography (the default), or any region worldwide. */
export const scopeSchema = z.enum(['in-region', 'geo', 'global']);

export const bedrockProviderSchema = z.strictObject({
  id,
  type: z.literal('bedrock'),
  region,
  /** VPC/PrivateLink URL or simulator, for the runtime and the control plane alike. */
  endpoint: httpUrlSchema.optional(),
  endpoints: z
    .strictObject({ runtime: httpUrlSchema.optional(), control: httpUrlSchema.optional() })
    .optional(),
  /** `mantle`: Bedrock's Messages endpoint, which has the newest Claude models and no inference profiles. */
  api: z.enum(['invoke', 'mantle']).default('invoke'),
  fips: z.boolean().default(false),
  dualStack: z.boolean().default(false),
  scope: scopeSchema.default('geo'),
  credentials: awsCredentialsSchema.default({ source: 'chain' }),
  /** Own names for ids or ARNs: `{"coder": "arn:aws:bedrock:…:application-inference-profile/abc"}`. */
  models: z.record(z.string().min(1), z.string().min(1)).default({}),
  ...sharedProviderFields,
});

export const anthropicProviderSchema = z.strictObject({
  id,
  type: z.literal('anthropic'),
  baseUrl: httpUrlSchema.default('https://api.anthropic.com'),
  credentials: apiKeyCredentialsSchema.default({ source: 'env', variable: 'ANTHROPIC_API_KEY' }),
  ...sharedProviderFields,
});

export const providerSchema = z.discriminatedUnion('type', [
  bedrockProviderSchema,
  anthropicProviderSchema,
  openaiCompatibleProviderSchema,
  openaiResponsesProviderSchema,
  ollamaProviderSchema,
  vertexProviderSchema,
  geminiProviderSchema,
  antigravityProviderSchema,
  kiroProviderSchema,
  cursorProviderSchema,
]);

export const comboSchema = z.strictObject({
  id,
  /** `<provider id>/<model id>`, another combo's id, or `bedrock/<model>`; tried in this order. */
  models: z.array(z.string().min(1)).min(1),
  /** Nothing outside this geography is ever tried. */
  residency: z.string().min(2).optional(),
});

/**
 * Bedrock reserves `max_tokens` against the tokens-per-minute quota when a request is admitted, so a default at the
 * model's limit (64k to 128k) lets a handful of chats use up an account's minute. 16,384 covers a long answer with
 * thinking and reserves an eighth of the largest limit.
 */
export const DEFAULT_MAX_TOKENS = 16_384;

/** The whole configuration: one schema for the file, the dashboard and the command line. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    /** Key that apps present. Generated on first run when absent. */
    apiKey: z.string().min(8).max(512).optional(),
    port: z.int().min(0).max(65_535).default(20_128),
    host: z.string().min(1).default('127.0.0.1'),
    providers: z.array(providerSchema).default([]),
    combos: z.array(comboSchema).default([]),
    /** `max_tokens` for clients that send none. Never raised above the model's own limit. */
    defaultMaxTokens: z.int().min(1).default(DEFAULT_MAX_TOKENS),
    compression: compressionLevelSchema.default('lossless'),
    /** Model without region prefix -> own price. */
    prices: z.record(z.string().min(1), priceSchema).default({}),
    /** Spending limits, with alerts and an optional stop. */
    budgets: z.array(budgetSchema).default([]),
    /** How long finished requests stay in the ledger. */
    retentionDays: z.int().min(1).max(3_650).default(400),
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine((config, context) => {
    reportDuplicates(config.providers, 'providers', context);
    reportDuplicates(config.combos, 'combos', context);
    reportDuplicates(config.budgets, 'budgets', context);
    reportForgetful(config, context);
  });

export type Config = z.infer<typeof configSchema>;
export type ProviderConfig = z.infer<typeof providerSchema>;
export type BedrockProviderConfig = z.infer<typeof bedrockProviderSchema>;
export type AnthropicProviderConfig = z.infer<typeof anthropicProviderSchema>;
export type NetworkConfig = z.infer<typeof networkSchema>;
export type AwsCredentialsConfig = z.infer<typeof awsCredentialsSchema>;
export type ApiKeyCredentialsConfig = z.infer<typeof apiKeyCredentialsSchema>;
export type ComboConfig = z.infer<typeof comboSchema>;

function reportDuplicates(entries: readonly { id: string }[], list: string, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(entry.id)) {
      context.addIssue({ code: 'custom', path: [list, index, 'id'], message: `"${entry.id}" is used twice` });
    }
    seen.add(entry.id);
  });
}
