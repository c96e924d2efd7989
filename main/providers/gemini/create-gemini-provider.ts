import type { GeminiProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import { createApiKeySource } from '../plain-api/api-key-source.ts';
import { cheapestModel } from '../plain-api/cheapest-model.ts';
import { checkPlainApi } from '../plain-api/check-plain-api.ts';
import { createModelList } from '../plain-api/model-list.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import { countTokens } from './count-tokens.ts';
import { geminiApi } from './gemini-api.ts';
import type { GeminiContext } from './gemini-context.ts';
import { listModels, resolveModel } from './gemini-models.ts';
import { send } from './send.ts';

/** How long Google's list is kept. */
const LIST_KEPT_MS = 6 * 60 * 60_000;

/** Google's Gemini API, with an API key. */
export function createGeminiProvider(config: GeminiProviderConfig, ports: PlainPorts): Provider {
  const { http, clock, defaultMaxTokens } = ports;
  const apiKey = createApiKeySource(config, ports);
  const context: GeminiContext = { api: geminiApi(config.baseUrl, http, apiKey), defaultMaxTokens };
  const models = createModelList(() => listModels(context.api), { clock, keptMs: LIST_KEPT_MS });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: (name) => resolveModel(name, config.models, models.known),
    list: models.list,
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: (request, model, cancellation) => countTokens(context, { request, model, cancellation }),
    check: (cancellation) =>
      checkPlainApi(
        { provider, apiKey, models, cheapest: cheapestModel, knownModel: 'gemini-2.5-flash-lite' },
        cancellation,
      ),
    close: () => undefined,
  };
  return provider;
}
