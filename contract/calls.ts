import { z } from 'zod';
import { appStatusSchema } from './app-status.ts';
import { bedrockProviderSchema, comboSchema, configSchema, providerSchema } from './config.ts';
import { appDiffSchema, connectedAppSchema } from './connected-app.ts';
import { regionCardSchema } from './region-card.ts';
import {
  liveRequestSchema,
  requestDetailSchema,
  requestFilterSchema,
  requestRowSchema,
} from './request-row.ts';
import { usageQuerySchema, usageReportSchema } from './usage-report.ts';
import { pastedCredentialsSchema, signInOptionSchema, wizardStateSchema } from './wizard.ts';

const nothing = z.strictObject({});
const done = z.strictObject({});
const byId = z.strictObject({ id: z.string().min(1) });

/** Settings the dashboard shows and changes. Providers and combos have calls of their own; the key is never sent. */
export const settingsSchema = configSchema.pick({
  port: true,
  host: true,
  defaultMaxTokens: true,
  logLevel: true,
});

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
});

/** A provider as listed: its configuration, and whether its secrets are in place. */
export const providerViewSchema = z.strictObject({
  config: providerSchema,
  credentials: z.strictObject({
    state: z.enum(['ready', 'missing', 'locked', 'expired']),
    detail: z.string(),
  }),
});

export const compressionSummarySchema = z.strictObject({
  requests: z.number(),
  charsBefore: z.number(),
  charsAfter: z.number(),
  kinds: z.array(
    z.strictObject({ kind: z.string(), results: z.number(), before: z.number(), after: z.number() }),
  ),
});

/**
 * Every call of the dashboard, once. `access: 'desktop'` is refused over HTTP: it opens a native surface or reveals
 * something only the machine's own user may see.
 */
export const calls = {
  'status.get': { input: nothing, output: appStatusSchema, access: 'any' },
  'routing.start': { input: nothing, output: appStatusSchema, access: 'desktop' },
  'routing.stop': { input: nothing, output: appStatusSchema, access: 'desktop' },
  'settings.get': { input: nothing, output: settingsSchema, access: 'any' },
  'settings.save': { input: settingsSchema.partial(), output: settingsSchema, access: 'any' },
  'key.copy': { input: nothing, output: done, access: 'desktop' },
  'providers.list': { input: nothing, output: z.array(providerViewSchema), access: 'any' },
  'providers.save': {
    input: z.strictObject({ provider: providerSchema, pasted: z.string().optional() }),
    output: providerViewSchema,
    access: 'any',
  },
  'providers.remove': { input: byId, output: done, access: 'any' },
  'providers.reorder': { input: z.strictObject({ ids: z.array(z.string()) }), output: done, access: 'any' },
  'checks.start': {
    input: z.strictObject({ provider: bedrockProviderSchema, pasted: z.string().optional() }),
    output: z.strictObject({ run: z.string() }),
    access: 'any',
  },
  'checks.cancel': { input: z.strictObject({ run: z.string() }), output: done, access: 'any' },
  'wizard.detect': { input: nothing, output: z.array(signInOptionSchema), access: 'any' },
  'wizard.paste': {
    input: z.strictObject({ text: z.string().max(100_000) }),
    output: pastedCredentialsSchema,
    access: 'any',
  },
  'wizard.load': { input: nothing, output: wizardStateSchema.optional(), access: 'any' },
  'wizard.save': { input: wizardStateSchema, output: done, access: 'any' },
  'wizard.finish': { input: wizardStateSchema, output: done, access: 'any' },
  'wizard.simulate': { input: nothing, output: wizardStateSchema, access: 'any' },
  'policy.make': {
    input: z.strictObject({
      providers: z.array(z.string()),
      models: z.array(z.string()),
      extras: z.array(z.enum(['list', 'bearer', 'marketplace'])),
    }),
    output: z.strictObject({ json: z.string() }),
    access: 'any',
  },
  'models.list': { input: nothing, output: z.array(modelSchema), access: 'any' },
  'combos.list': { input: nothing, output: z.array(comboSchema), access: 'any' },
  'combos.save': { input: comboSchema, output: comboSchema, access: 'any' },
  'combos.remove': { input: byId, output: done, access: 'any' },
  'combos.test': {
    input: byId,
    output: z.strictObject({
      text: z.string(),
      provider: z.string(),
      attempts: z.number(),
      ttftMs: z.number(),
    }),
    access: 'any',
  },
  'regions.list': { input: nothing, output: z.array(regionCardSchema), access: 'any' },
  'requests.live': { input: nothing, output: z.array(liveRequestSchema), access: 'any' },
  'requests.list': {
    input: z.strictObject({
      filter: requestFilterSchema,
      cursor: z.string().optional(),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ rows: z.array(requestRowSchema), next: z.string().optional() }),
    access: 'any',
  },
  'requests.get': { input: byId, output: requestDetailSchema, access: 'any' },
  'requests.export': {
    input: z.strictObject({ filter: requestFilterSchema, format: z.enum(['csv', 'json']) }),
    output: z.strictObject({ text: z.string(), truncated: z.boolean() }),
    access: 'any',
  },
  'usage.report': { input: usageQuerySchema, output: usageReportSchema, access: 'any' },
  'compression.summary': { input: nothing, output: compressionSummarySchema, access: 'any' },
  'compression.sample': {
    input: nothing,
    output: z.strictObject({ kind: z.string(), before: z.string(), after: z.string() }).optional(),
    access: 'any',
  },
  'apps.list': { input: nothing, output: z.array(connectedAppSchema), access: 'any' },
  'apps.preview': { input: byId, output: appDiffSchema, access: 'any' },
  'apps.connect': { input: byId, output: connectedAppSchema, access: 'any' },
  'apps.undo': { input: byId, output: connectedAppSchema, access: 'any' },
  'shell.openUrl': {
    input: z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
    output: done,
    access: 'desktop',
  },
} as const satisfies Record<string, CallDefinition>;

interface CallDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly access: 'any' | 'desktop';
}

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
