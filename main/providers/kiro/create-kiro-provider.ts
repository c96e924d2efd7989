import type { KiroProviderConfig } from '../../../contract/config.ts';
import type { Provider, ResolvedModel } from '../../core/provider.ts';
import { cheapestModel } from '../plain-api/cheapest-model.ts';
import { checkPlainApi } from '../plain-api/check-plain-api.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { createModelList, type ModelList } from '../plain-api/model-list.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import { createKeptSignIn, type SignInPlaces } from './kept-sign-in.ts';
import { kiroApi } from './kiro-api.ts';
import type { KiroContext } from './kiro-context.ts';
import { createKiroTokens } from './kiro-tokens.ts';
import { kiroModel, listKiroModels } from './list-models.ts';
import { send } from './send.ts';

/** What the provider needs from outside. */
export interface KiroPorts extends PlainPorts, SignInPlaces {
  /** kRouter's own name and version. */
  readonly userAgent: string;
}

/** Accounts get other models seldom. Milliseconds. */
const FRESH_MS = 60 * 60_000;

/** The user's own account at Kiro. */
export function createKiroProvider(config: KiroProviderConfig, ports: KiroPorts): Provider {
  const { http, clock, userAgent, defaultMaxTokens } = ports;
  const { region, signInEndpoint: endpoint } = config;
  const kept = createKeptSignIn(config, ports);
  const tokens = createKiroTokens(kept, { http, clock, region, endpoint, userAgent });
  const api = kiroApi(config, { http, tokens, userAgent });
  const context: KiroContext = { config, api, tokens, defaultMaxTokens };
  const models = createModelList(() => listKiroModels(context), { clock, keptMs: FRESH_MS });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    region: config.region,
    resolve: (name) => resolveModel(name, models),
    list: models.list,
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: async (request) => estimatedCount(request),
    check: (cancellation) =>
      checkPlainApi({ provider, apiKey: tokens, models, cheapest: cheapestModel }, cancellation),
    close: () => undefined,
  };
  return provider;
}

/** Kiro's ids have dots, unlike anyone else's: `claude-sonnet-4.5`. */
const KIRO_ID = /^(auto|claude-[a-z]+-\d+\.\d+)$/;

/**
 * By Kiro's own ids only, so that a request for a Claude by its usual name never comes here unasked. Without a list an
 * id that looks like one of them is tried.
 */
async function resolveModel(name: string, models: ModelList): Promise<ResolvedModel | undefined> {
  const offered = await models.list();
  if (offered.length > 0) return offered.find(({ id }) => id === name);
  return KIRO_ID.test(name) ? kiroModel(name) : undefined;
}
