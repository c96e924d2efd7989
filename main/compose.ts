import type { Config, ProviderConfig } from '../contract/config.ts';
import type { Provider } from './core/provider.ts';
import { decodeCountTokens } from './dialects/anthropic/count-tokens.ts';
import { encodeModel, encodeModelList } from './dialects/anthropic/models.ts';
import { clientDialects } from './dialects/client-dialects.ts';
import { encodeOpenaiModel, encodeOpenaiModelList } from './dialects/openai-chat/models.ts';
import { createHttpServer, type HttpEdge } from './http/http-server.ts';
import { createReducer, type Reducer } from './http/reducer.ts';
import { createRoutedEngine } from './http/routed-engine.ts';
import { createMetering, type Metering } from './metering/metering.ts';
import { createLedgerStore } from './platform/ledger-store/create-ledger-store.ts';
import type { LocalKey } from './platform/local-key.ts';
import { createNodeHttpClient } from './platform/node-http-client.ts';
import type { HttpClient } from './platform/ports/http-client.ts';
import type { Log } from './platform/ports/log.ts';
import { systemClock } from './platform/system-clock.ts';
import { createAnthropicProvider } from './providers/anthropic/create-anthropic-provider.ts';
import { createBedrockProvider } from './providers/bedrock/create-bedrock-provider.ts';
import { createQuotaLimits, type QuotaLimitBook } from './routing/quota-limits.ts';
import { createRouter, type Router } from './routing/router.ts';
import { VERSION } from './version.ts';

/** What has to be known before anything is built. */
export interface Foundations {
  readonly config: Config;
  readonly key: LocalKey;
  readonly ledgerPath: string;
  readonly log: Log;
  /** The environment that credentials of source `env` come from. */
  readonly env: Environment;
}

type Environment = { readonly [name: string]: string | undefined };

/** The whole of kRouter, built and not yet listening. */
export interface Krouter {
  readonly edge: HttpEdge;
  readonly router: Router;
  readonly metering: Metering;
  readonly providers: readonly Provider[];
  /** Drains live answers, flushes the ledger, closes every socket. */
  close(drainMs: number): Promise<void>;
}

/** Builds every object, once. Nothing is opened, read or called before it is needed. */
export function compose({ config, key, ledgerPath, log, env }: Foundations): Krouter {
  const clock = systemClock;
  const http = createNodeHttpClient();
  const reducer = createReducer(() => config.compression);
  const providers = config.providers.map((entry) =>
    buildProvider(entry, { config, http, log, reducer, env }),
  );
  const metering = createMetering({
    store: createLedgerStore({ path: ledgerPath, clock, log }),
    clock,
    log,
    priceOverrides: () => config.prices,
    retention: { days: config.retentionDays },
  });
  const router = createRouter({
    providers,
    combos: config.combos,
    residencies: residenciesOf(config.providers),
    limits: quotasOf(config.providers),
    defaultMaxTokens: config.defaultMaxTokens,
    clock,
    log,
    random: Math.random,
  });
  const engine = createRoutedEngine({
    router,
    metering,
    reducer,
    statusOf: (request, error) => dialectNamed(request.dialect).encodeError(error, '').status,
  });
  const edge = createHttpServer({
    engine,
    clock,
    log,
    host: config.host,
    port: config.port,
    apiKey: key,
    dialects: {
      openaiChat: clientDialects['openai-chat'],
      anthropic: clientDialects.anthropic,
      decodeCountTokens,
    },
    modelLists: {
      openai: { list: encodeOpenaiModelList, one: encodeOpenaiModel },
      anthropic: { list: encodeModelList, one: encodeModel },
    },
    version: VERSION,
    metrics: () => metering.renderMetrics(),
  });
  return {
    edge,
    router,
    metering,
    providers,
    async close(drainMs) {
      await edge.close({ drainMs });
      for (const provider of providers) provider.close();
      await metering.close();
      http.close();
    },
  };
}

interface ProviderParts {
  readonly config: Config;
  readonly http: HttpClient;
  readonly log: Log;
  readonly reducer: Reducer;
  readonly env: Environment;
}

function buildProvider(entry: ProviderConfig, { config, http, log, reducer, env }: ProviderParts): Provider {
  const { defaultMaxTokens } = config;
  const provider =
    entry.type === 'bedrock'
      ? createBedrockProvider(entry, { http, clock: systemClock, log, env, defaultMaxTokens })
      : createAnthropicProvider(entry, { http, defaultMaxTokens, env });
  return entry.compression ? provider : reducer.exempt(provider);
}

function dialectNamed(name: string) {
  return name === 'anthropic' ? clientDialects.anthropic : clientDialects['openai-chat'];
}

function residenciesOf(providers: readonly ProviderConfig[]): { [provider: string]: string } {
  return Object.fromEntries(
    providers.flatMap(({ id, residency }) => (residency === undefined ? [] : [[id, residency] as const])),
  );
}

function quotasOf(providers: readonly ProviderConfig[]): QuotaLimitBook {
  const book = createQuotaLimits();
  for (const { id, quotas } of providers) {
    for (const [baseId, limit] of Object.entries(quotas)) book.set('user', { provider: id, baseId }, limit);
  }
  return book;
}
