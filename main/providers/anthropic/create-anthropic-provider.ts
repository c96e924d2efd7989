import type { AnthropicProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import { createApiKeySource, type KeyPlaces } from '../plain-api/api-key-source.ts';
import { checkPlainApi } from '../plain-api/check-plain-api.ts';
import { createModelList } from '../plain-api/model-list.ts';
import { anthropicApi } from './anthropic-api.ts';
import { countTokens } from './count-tokens.ts';
import { listModels } from './list-models.ts';
import { resolveModel } from './resolve-model.ts';
import { type SendContext, send } from './send.ts';

/** What the provider needs from outside. */
export interface AnthropicPorts extends KeyPlaces {
  readonly http: HttpClient;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}

/** Anthropic's own API: the fallback leg beside Bedrock. */
export function createAnthropicProvider(config: AnthropicProviderConfig, ports: AnthropicPorts): Provider {
  const { http, defaultMaxTokens } = ports;
  const apiKey = createApiKeySource(config, ports);
  const context: SendContext = {
    api: anthropicApi({ baseUrl: config.baseUrl, http }, apiKey),
    defaultMaxTokens,
  };
  const models = createModelList(() => listModels(context.api));
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: async (name) => resolveModel(name),
    list: models.list,
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: (request, model, cancellation) => countTokens(context, { request, model, cancellation }),
    check: (cancellation) =>
      checkPlainApi({ provider, apiKey, models, knownModel: 'claude-haiku-4-5' }, cancellation),
    close: () => undefined,
  };
  return provider;
}
