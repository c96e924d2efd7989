import type { AntigravityProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import { createApiKeySource } from '../plain-api/api-key-source.ts';
import { cheapestModel } from '../plain-api/cheapest-model.ts';
import { checkPlainApi } from '../plain-api/check-plain-api.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { createModelList } from '../plain-api/model-list.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import { createTokenSource } from './access-token.ts';
import { antigravityApi } from './antigravity-api.ts';
import type { AntigravityContext } from './antigravity-context.ts';
import { listModels, resolveModel } from './antigravity-models.ts';
import { createProjectSource } from './load-project.ts';
import { send } from './send.ts';

/** What the provider needs from outside. */
export interface AntigravityPorts extends PlainPorts {
  /** kRouter's own name: Google is to know who calls. */
  readonly userAgent: string;
}

/** How long the list is kept. */
const LIST_KEPT_MS = 60 * 60_000;

/**
 * Gemini Code Assist and Antigravity with a token the user supplies. Unofficial: it exists only where a user has added it,
 * says who it is, carries no other program's credentials, and takes a refusal for an answer.
 */
export function createAntigravityProvider(
  config: AntigravityProviderConfig,
  ports: AntigravityPorts,
): Provider {
  const { clock, defaultMaxTokens } = ports;
  const apiKey = createTokenSource(createApiKeySource(config, ports));
  const api = antigravityApi(config.baseUrl, ports, apiKey);
  const context: AntigravityContext = {
    api,
    project: createProjectSource(api, config.project),
    defaultMaxTokens,
  };
  const models = createModelList(() => listModels(context), { clock, keptMs: LIST_KEPT_MS });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: (name) => resolveModel(name, config.models, models.known),
    list: models.list,
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: async (request) => estimatedCount(request),
    check: (cancellation) =>
      checkPlainApi(
        { provider, apiKey, models, cheapest: cheapestModel, knownModel: 'gemini-2.5-flash' },
        cancellation,
      ),
    close: () => undefined,
  };
  return provider;
}
