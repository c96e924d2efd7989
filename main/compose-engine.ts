import type { Config, ProviderConfig } from '../contract/config.ts';
import {
  createOneProvider,
  createProviderSet,
  type ProviderParts,
  type ProviderSet,
} from './compose-providers.ts';
import { createReducer, type Reducer, type ReductionObserver } from './http/reducer.ts';
import { createMetering, type Metering } from './metering/metering.ts';
import { createLedgerStore } from './platform/ledger-store/create-ledger-store.ts';
import { createOutboundPool } from './platform/outbound-pool.ts';
import type { HttpTimeouts } from './platform/ports/http-client.ts';
import type { Log } from './platform/ports/log.ts';
import type { SecretReader, Secrets } from './platform/ports/secrets.ts';
import { openSsoTokenCache } from './platform/sso-token-files.ts';
import { systemClock } from './platform/system-clock.ts';
import { watchNetwork } from './platform/watch-network.ts';
import { createSsoSignIns } from './providers/bedrock/sso/sso-sign-ins.ts';
import { type AccountQuotas, createAccountQuotas } from './routing/account-quotas.ts';
import { createQuotaLimits, type QuotaLimitBook } from './routing/quota-limits.ts';
import { createRouter, type Router, type Routes } from './routing/router.ts';
import type { EngineControl } from './services/engine-control.ts';

export interface EngineFoundations {
  readonly config: Config;
  readonly ledgerPath: string;
  readonly log: Log;
  readonly env: { readonly [name: string]: string | undefined };
  readonly secrets: SecretReader;
  /** Replaces a provider's secrets with what its vendor has renewed. */
  readonly keepSecrets?: (providerId: string, secrets: Secrets) => Promise<void>;
  readonly observeReduction: ReductionObserver;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** Providers, router and metering; they follow the configuration while they run. */
export interface LiveEngine extends EngineControl {
  readonly reducer: Reducer;
  /** Drops every connection, idle or not; the next request makes a new one. */
  wake(): void;
  /** Flushes the ledger and closes every socket. */
  close(): Promise<void>;
}

/** What changes when the configuration does. */
interface EngineState {
  config: Config;
  quotas: QuotaLimitBook;
  readonly accounts: AccountQuotas;
  set: ProviderSet;
}

/** Builds the engine. Nothing is opened, read or called before it is needed. */
export function composeEngine(foundations: EngineFoundations): LiveEngine {
  const { config, log, observeReduction } = foundations;
  const reducer = createReducer(() => state.config.compression, observeReduction);
  const parts = createParts(foundations, reducer);
  const { outbound, signIns } = parts;
  const endWatch = watchNetwork((left) => outbound.dropLost(left));
  const state: EngineState = {
    config,
    quotas: quotasOf(config.providers),
    accounts: createAccountQuotas(systemClock, (place, limit) => state.quotas.set('account', place, limit)),
    set: createProviderSet(config, parts),
  };
  state.accounts.keep(state.set.providers);
  const metering = createLiveMetering(foundations, state);
  const router = createLiveRouter(log, state, metering);
  return {
    router,
    metering,
    reducer,
    get providers() {
      return state.set.providers;
    },
    bedrock: (id) => state.set.bedrock(id),
    trial: (entry, own) => createOneProvider(entry, state.config, withSecrets(parts, own)),
    prepare(changed, renewed) {
      const next = { config: changed, set: state.set.next(changed, renewed) };
      return { commit: () => takeOn(state, { router, metering }, next) };
    },
    signIns,
    http: (network) => outbound.of(network),
    wake: () => outbound.close(),
    async close() {
      endWatch();
      state.accounts.keep([]);
      state.set.retire();
      await metering.close();
      outbound.close();
    },
  };
}

function createParts(foundations: EngineFoundations, reducer: Reducer): ProviderParts {
  const { log, env, secrets, keepSecrets, timeouts } = foundations;
  const outbound = createOutboundPool({ env, log, secrets, timeouts });
  const signIns = createSsoSignIns({ cache: openSsoTokenCache(env), clock: systemClock, log, env });
  return { outbound, signIns, log, reducer, env, secrets, keepSecrets };
}

/** With secrets of its own, which nobody keeps. */
function withSecrets(parts: ProviderParts, own: SecretReader | undefined): ProviderParts {
  return own === undefined ? parts : { ...parts, secrets: own, keepSecrets: undefined };
}

function createLiveMetering({ ledgerPath, log, config }: EngineFoundations, state: EngineState): Metering {
  const metering = createMetering({
    store: createLedgerStore({ path: ledgerPath, clock: systemClock, log }),
    clock: systemClock,
    log,
    priceOverrides: () => state.config.prices,
    retention: { days: config.retentionDays },
  });
  metering.budgets.configure(config.budgets);
  return metering;
}

function createLiveRouter(log: Log, state: EngineState, { budgets }: Metering): Router {
  return createRouter({
    gate: budgets,
    ...routesOf(state.config, state.set.providers),
    limits: {
      limitOf(provider, model) {
        state.accounts.follow(provider);
        return state.quotas.limitOf(provider, model);
      },
    },
    clock: systemClock,
    log,
    random: Math.random,
  });
}

function takeOn(
  state: EngineState,
  { router, metering }: { router: Router; metering: Metering },
  next: Pick<EngineState, 'config' | 'set'>,
): void {
  const former = state.set;
  state.set = next.set;
  state.config = next.config;
  state.quotas = quotasOf(next.config.providers);
  state.accounts.keep(next.set.providers);
  router.configure(routesOf(next.config, next.set.providers));
  former.retire(next.set);
  metering.budgets.configure(next.config.budgets);
}

function routesOf(
  { providers: entries, combos, defaultMaxTokens }: Config,
  providers: Routes['providers'],
): Routes {
  const residencies = Object.fromEntries(
    entries.flatMap(({ id, residency }) => (residency === undefined ? [] : [[id, residency] as const])),
  );
  return { providers, combos, residencies, defaultMaxTokens };
}

function quotasOf(providers: readonly ProviderConfig[]): QuotaLimitBook {
  const book = createQuotaLimits();
  for (const { id, quotas } of providers) {
    for (const [baseId, limit] of Object.entries(quotas)) book.set('user', { provider: id, baseId }, limit);
  }
  return book;
}
