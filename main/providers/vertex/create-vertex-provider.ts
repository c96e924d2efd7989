import type { Agent } from 'node:https';
import type { VertexProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { KeyPlaces } from '../plain-api/api-key-source.ts';
import { createModelList } from '../plain-api/model-list.ts';
import { createTokenCache } from '../plain-api/token-cache.ts';
import { checkVertex } from './check-vertex.ts';
import { countTokens } from './count-tokens.ts';
import { defaultTokens } from './credentials/default-tokens.ts';
import { serviceAccountTokens } from './credentials/service-account-tokens.ts';
import { listGeminis } from './list-geminis.ts';
import { send } from './send.ts';
import { vertexApi } from './vertex-api.ts';
import type { VertexContext } from './vertex-context.ts';
import { knownGeminis, listClaudes, resolveVertexModel } from './vertex-models.ts';

/** What the provider needs from outside. */
export interface VertexPorts extends KeyPlaces {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
  /** What Google's own library connects with; its own when absent. */
  readonly sdkAgent?: Agent;
}

/** How long Google's list is kept. */
const LIST_KEPT_MS = 6 * 60 * 60_000;

/** One project in one location of Google's Vertex AI: Claude and Gemini. */
export function createVertexProvider(config: VertexProviderConfig, ports: VertexPorts): Provider {
  const { http, clock, defaultMaxTokens } = ports;
  const isKeychain = config.credentials.source === 'keychain';
  const tokens = createTokenCache(
    isKeychain ? serviceAccountTokens(config.id, ports) : defaultTokens(ports),
    clock,
  );
  const context: VertexContext = { config, api: vertexApi(config, http, tokens), tokens, defaultMaxTokens };
  const geminis = createModelList(() => listGeminis(context), { clock, keptMs: LIST_KEPT_MS });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    region: config.location,
    resolve: async (name) => resolveVertexModel(name, config),
    list: async () => {
      const listed = await geminis.list();
      return [...listClaudes(config), ...(listed.length > 0 ? listed : knownGeminis(config))];
    },
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: (request, model, cancellation) => countTokens(context, { request, model, cancellation }),
    check: (cancellation) => checkVertex(provider, context, cancellation),
    close: () => undefined,
  };
  return provider;
}
