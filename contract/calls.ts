import { z } from 'zod';
import { appStatusSchema } from './app-status.ts';
import { budgetSchema, budgetViewSchema } from './budget.ts';
import { checkRunSchema } from './check-run.ts';
import { compressionSampleSchema, compressionSummarySchema } from './compression-summary.ts';
import { comboSchema, providerSchema } from './config.ts';
import { appDiffSchema, connectedAppSchema } from './connected-app.ts';
import { modelSchema } from './model-view.ts';
import { networkSchema } from './provider-fields.ts';
import { providerViewSchema } from './provider-view.ts';
import { regionCardSchema } from './region-card.ts';
import {
  liveRequestSchema,
  requestDetailSchema,
  requestFilterSchema,
  requestRowSchema,
} from './request-row.ts';
import { settingsSchema, settingsViewSchema } from './settings.ts';
import { usageQuerySchema, usageReportSchema } from './usage-report.ts';
import {
  awsCliSchema,
  networkReportSchema,
  pastedCredentialsSchema,
  signInOptionSchema,
  signInSchema,
  signInTargetSchema,
  ssoAccountSchema,
  wizardStateSchema,
} from './wizard.ts';

const nothing = z.strictObject({});
const done = z.strictObject({});
const byId = z.strictObject({ id: z.string().min(1) });
const byRun = z.strictObject({ run: z.string().min(1) });
/** A handle that `wizard.paste` or `providers.keepKey` gave. */
const pasted = z.string().min(1).optional();

/**
 * Every call of the dashboard, once. `access: 'desktop'` is refused over HTTP: it opens a native surface or reveals
 * something only the machine's own user may see.
 */
export const calls = {
  'status.get': { input: nothing, output: appStatusSchema, access: 'any' },
  'routing.start': { input: nothing, output: appStatusSchema, access: 'desktop' },
  'routing.stop': { input: nothing, output: appStatusSchema, access: 'desktop' },
  'settings.get': { input: nothing, output: settingsViewSchema, access: 'any' },
  'settings.save': { input: settingsSchema.partial(), output: settingsViewSchema, access: 'any' },
  'key.copy': { input: nothing, output: done, access: 'desktop' },
  'providers.list': { input: nothing, output: z.array(providerViewSchema), access: 'any' },
  'providers.save': {
    input: z.strictObject({ provider: providerSchema, pasted }),
    output: providerViewSchema,
    access: 'any',
  },
  /** Keeps the key of a provider that is about to be saved or checked; the answer's handle is good for 15 minutes. */
  'providers.keepKey': {
    input: z.strictObject({ text: z.string().trim().min(1).max(32_000) }),
    output: z.strictObject({ handle: z.string() }),
    access: 'any',
  },
  'providers.remove': { input: byId, output: done, access: 'any' },
  'providers.reorder': { input: z.strictObject({ ids: z.array(z.string()) }), output: done, access: 'any' },
  /** Progress comes as `check-progressed` and `check-finished`; `checks.get` has what was missed. */
  'checks.start': {
    input: z.strictObject({ provider: providerSchema, pasted }),
    output: byRun,
    access: 'any',
  },
  'checks.get': { input: byRun, output: checkRunSchema, access: 'any' },
  'checks.cancel': { input: byRun, output: done, access: 'any' },
  'wizard.detect': { input: nothing, output: z.array(signInOptionSchema), access: 'any' },
  'wizard.paste': {
    input: z.strictObject({ text: z.string().max(100_000) }),
    output: pastedCredentialsSchema,
    access: 'any',
  },
  'wizard.load': { input: nothing, output: wizardStateSchema.optional(), access: 'any' },
  'wizard.save': { input: wizardStateSchema, output: done, access: 'any' },
  'wizard.finish': {
    input: z.strictObject({ state: wizardStateSchema, pasted }),
    output: done,
    access: 'any',
  },
  'wizard.simulate': { input: nothing, output: wizardStateSchema, access: 'any' },
  /** A device sign-in of IAM Identity Center, or AWS's command line as a child process; asked for with `signIn.get`. */
  'signIn.start': {
    input: z.strictObject({ target: signInTargetSchema, network: networkSchema.default({}) }),
    output: signInSchema,
    access: 'any',
  },
  'signIn.get': { input: byId, output: signInSchema, access: 'any' },
  'signIn.cancel': { input: byId, output: done, access: 'any' },
  'signIn.accounts': { input: byId, output: z.array(ssoAccountSchema), access: 'any' },
  'signIn.roles': {
    input: z.strictObject({ id: z.string().min(1), accountId: z.string().regex(/^\d{12}$/) }),
    output: z.array(z.string()),
    access: 'any',
  },
  'signIn.choose': {
    input: z.strictObject({
      id: z.string().min(1),
      accountId: z.string().regex(/^\d{12}$/),
      roleName: z.string().min(1).max(64),
    }),
    output: signInSchema,
    access: 'any',
  },
  'awsCli.get': { input: nothing, output: awsCliSchema, access: 'any' },
  /** Looks at the file and reaches for the proxy. `password` goes to the keychain when the proxy takes it. */
  'network.check': {
    input: z.strictObject({
      network: networkSchema,
      region: z.string().min(1).optional(),
      password: z.string().min(1).max(1_000).optional(),
    }),
    output: networkReportSchema,
    access: 'any',
  },
  'policy.make': {
    input: z.strictObject({
      providers: z.array(z.string()),
      models: z.array(z.string()),
      extras: z.array(z.enum(['list', 'bearer', 'marketplace'])),
      /** The account's number; absent: any account. */
      account: z
        .string()
        .regex(/^\d{12}$/, 'an account number has 12 digits')
        .optional(),
    }),
    output: z.strictObject({ json: z.string() }),
    access: 'any',
  },
  'models.list': { input: nothing, output: z.array(modelSchema), access: 'any' },
  'combos.list': { input: nothing, output: z.array(comboSchema), access: 'any' },
  'combos.save': { input: comboSchema, output: comboSchema, access: 'any' },
  'combos.remove': { input: byId, output: done, access: 'any' },
  /** Asks the combo for one word, for real; the request stands in the ledger as app `krouter-dashboard`. */
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
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(200),
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
  'budgets.list': { input: nothing, output: z.array(budgetViewSchema), access: 'any' },
  'budgets.create': { input: budgetSchema, output: budgetViewSchema, access: 'any' },
  /** The id stays; everything else is replaced. */
  'budgets.update': { input: budgetSchema, output: budgetViewSchema, access: 'any' },
  'budgets.remove': { input: byId, output: done, access: 'any' },
  'compression.summary': { input: nothing, output: compressionSummarySchema, access: 'any' },
  'compression.sample': { input: nothing, output: compressionSampleSchema.optional(), access: 'any' },
  'apps.list': { input: nothing, output: z.array(connectedAppSchema), access: 'any' },
  'apps.preview': { input: byId, output: appDiffSchema, access: 'any' },
  'apps.connect': { input: byId, output: connectedAppSchema, access: 'any' },
  'apps.undo': { input: byId, output: connectedAppSchema, access: 'any' },
  'shell.openUrl': {
    input: z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
    output: done,
    access: 'desktop',
  },
  /** A draft in the user's own mail program; nothing is sent. */
  'shell.openMail': {
    input: z.strictObject({ subject: z.string().max(200), body: z.string().max(1_500) }),
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
/** What a page passes in: members with a default may be left out. */
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
/** The same once parsed. */
export type CallArguments<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;

/** Tells a call's name from any other text, inherited members of objects included. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}
