import type { AppStatus } from '../../../contract/app-status.ts';
import type { RequestFilter, RequestRow } from '../../../contract/request-row.ts';
import { notFound } from '../../../main/services/call-failure.ts';
import type { Implementations } from '../../../main/services/implementations.ts';
import { SAMPLE_DIFF, sampleApps } from './sample-apps.ts';
import { budgetImplementations } from './sample-budgets.ts';
import { sampleModels } from './sample-configuration.ts';
import { sampleRegions } from './sample-regions.ts';
import { withDecision } from './sample-rows.ts';
import type { SampleState } from './sample-state.ts';
import { sampleUsage } from './sample-usage.ts';
import { signInImplementations } from './sign-in-implementations.ts';
import { wizardImplementations } from './wizard-implementations.ts';

/** Every call of the contract, over generated data. */
export function sampleImplementations(state: SampleState): Implementations {
  return {
    ...wizardImplementations(state),
    ...signInImplementations(),
    ...configurationCalls(state),
    ...requestCalls(state),
    ...budgetImplementations(state),
    'status.get': () => sampleStatus(state),
    'routing.start': () => sampleStatus(state),
    'routing.stop': () => ({
      ...sampleStatus(state),
      state: 'stopped',
      summary: 'Routing is stopped.',
      baseUrl: undefined,
    }),
    'key.copy': () => ({}),
    'shell.openUrl': () => ({}),
    'shell.openMail': () => ({}),
    'policy.make': ({ providers, extras }) => ({
      json: JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [{ Sid: 'Profile', Effect: 'Allow', Resource: providers, Action: extras }],
        },
        null,
        2,
      ),
    }),
    'models.list': () => (state.empty ? [] : sampleModels()),
    'regions.list': () => (state.empty ? [] : sampleRegions(Date.now())),
    'compression.summary': () =>
      state.empty ? { requests: 0, charsBefore: 0, charsAfter: 0, kinds: [] } : SUMMARY,
    'compression.sample': () => (state.empty ? undefined : SAMPLE),
    'apps.list': () => (state.empty ? [] : sampleApps(Date.now())),
    'apps.preview': ({ id }) => ({ ...SAMPLE_DIFF, id }),
    'apps.connect': ({ id }) => ({ ...appOf(id), state: 'connected' }),
    'apps.undo': ({ id }) => ({ ...appOf(id), state: 'not-connected' }),
  };
}

export function sampleStatus(state: SampleState): AppStatus {
  const inFlight = state.traffic.now().length;
  return {
    version: '0.1.0',
    state: inFlight > 0 ? 'busy' : 'running',
    summary: state.empty ? 'Running, no provider yet.' : `${inFlight} in flight, 1 of 3 regions is down.`,
    baseUrl: 'http://localhost:20128',
    inFlight,
    today: state.empty
      ? { tokens: 0, costUsd: 0, unpriced: 0 }
      : { tokens: 1_238_400, costUsd: 3.42, unpriced: 2 },
    keychain: 'available',
    desktop: false,
  };
}

function appOf(id: string) {
  const app = sampleApps(Date.now()).find((each) => each.id === id);
  if (app === undefined) throw notFound('This app');
  return app;
}

const KINDS = [
  ['ls -la', 412, 1_840_000, 402_000],
  ['test log', 96, 2_310_000, 611_000],
  ['git diff', 181, 940_000, 702_000],
  ['grep', 520, 610_000, 231_000],
  ['json', 64, 388_000, 240_000],
] as const;

const SUMMARY = {
  requests: 934,
  charsBefore: KINDS.reduce((sum, [, , before]) => sum + before, 0),
  charsAfter: KINDS.reduce((sum, [, , , after]) => sum + after, 0),
  kinds: KINDS.map(([kind, results, before, after]) => ({ kind, results, before, after })),
};

const SAMPLE = {
  kind: 'ls -la',
  before: [
    'total 48',
    ...['src', 'test', 'docs', 'build', 'node_modules'].map(
      (name) => `drwxr-xr-x  6 dev dev  4096 Nov 22 10:41 ${name}`,
    ),
    '-rw-r--r--  1 dev dev 11357 Nov 22 10:41 LICENSE',
  ].join('\n'),
  after: [
    'total 48',
    'drwxr-xr-x 4096: src test docs build node_modules',
    '-rw-r--r--  1 dev dev 11357 Nov 22 10:41 LICENSE',
  ].join('\n'),
};

type ConfigurationNames =
  | 'settings.get'
  | 'settings.save'
  | 'providers.list'
  | 'providers.save'
  | 'providers.keepKey'
  | 'providers.remove'
  | 'providers.reorder'
  | 'combos.list'
  | 'combos.save'
  | 'combos.remove'
  | 'combos.test';

function configurationCalls(state: SampleState): Implementations<ConfigurationNames> {
  return {
    'settings.get': () => state.settings,
    'settings.save': (change) => {
      state.settings = { ...state.settings, ...change };
      return state.settings;
    },
    'providers.list': () => state.providers,
    'providers.save': ({ provider }) => {
      const view = { config: provider, credentials: { state: 'unknown', detail: 'Not tried yet.' } } as const;
      const rest = state.providers.filter(({ config }) => config.id !== provider.id);
      state.providers = [...rest, view];
      return view;
    },
    'providers.keepKey': () => ({ handle: 'sample' }),
    'providers.remove': ({ id }) => {
      state.providers = state.providers.filter(({ config }) => config.id !== id);
      return {};
    },
    'providers.reorder': ({ ids }) => {
      state.providers = ids.flatMap((id) => state.providers.find(({ config }) => config.id === id) ?? []);
      return {};
    },
    'combos.list': () => state.combos,
    'combos.save': (combo) => {
      const known = state.combos.some(({ id }) => id === combo.id);
      state.combos = known
        ? state.combos.map((each) => (each.id === combo.id ? combo : each))
        : [...state.combos, combo];
      return combo;
    },
    'combos.remove': ({ id }) => {
      state.combos = state.combos.filter((combo) => combo.id !== id);
      return {};
    },
    'combos.test': () => ({ text: 'ready', provider: 'bedrock-us-east-1', attempts: 2, ttftMs: 512 }),
  };
}

type RequestNames = 'requests.live' | 'requests.list' | 'requests.get' | 'requests.export' | 'usage.report';

function requestCalls(state: SampleState): Implementations<RequestNames> {
  return {
    'requests.live': () => [...state.traffic.now()],
    'requests.list': ({ filter, cursor, limit }) => {
      const from = cursor === undefined ? 0 : Number(cursor);
      const rows = state.rows.filter((row) => fits(row, filter));
      const next = from + limit < rows.length ? String(from + limit) : undefined;
      return { rows: rows.slice(from, from + limit), next };
    },
    'requests.get': ({ id }) => {
      const row = state.rows.find((each) => each.id === id);
      if (row === undefined) throw notFound('This request');
      return withDecision(row);
    },
    'requests.export': ({ filter, format }) => {
      const rows = state.rows.filter((row) => fits(row, filter));
      const text =
        format === 'json' ? JSON.stringify(rows) : rows.map(({ id, app }) => `${id},${app}`).join('\n');
      return { text, truncated: false };
    },
    'usage.report': (query) => sampleUsage(state.rows, query),
  };
}

function fits(row: RequestRow, filter: RequestFilter): boolean {
  return (
    row.startedAt >= (filter.from ?? 0) &&
    row.startedAt < (filter.to ?? Number.POSITIVE_INFINITY) &&
    [row.outcome, row.modelAsked, row.region, row.app, row.session].every((value, index) => {
      const wanted = [filter.outcome, filter.model, filter.region, filter.app, filter.session][index];
      return wanted === undefined || wanted === value;
    }) &&
    `${row.id} ${row.modelAsked} ${row.app} ${row.errorCode}`.includes(filter.search ?? '')
  );
}
