import type { OllamaProviderConfig } from '../../../contract/config.ts';
import type { UpstreamDialect } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Provider, ResolvedModel } from '../../core/provider.ts';
import { ollamaUpstream } from '../../dialects/ollama/ollama-upstream.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import { type ApiKeySource, createApiKeySource } from '../plain-api/api-key-source.ts';
import { cheapestModel } from '../plain-api/cheapest-model.ts';
import { checkPlainApi } from '../plain-api/check-plain-api.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { createModelList } from '../plain-api/model-list.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import { createRepairMemory, type Repair } from '../plain-api/repair.ts';
import { type ChatApi, sendChat } from '../plain-api/send-chat.ts';
import { withCure } from '../plain-api/with-cure.ts';
import { fitRequest } from './fit-request.ts';
import { fetchOllamaModels } from './ollama-model.ts';

/** Models are pulled at any time, and asking costs next to nothing. Milliseconds. */
const FRESH_MS = 15_000;

/** Loading a large model from disk can take minutes before the first byte. Milliseconds. */
const TIMEOUTS = { firstByte: 600_000, idle: 300_000 };

const REPAIRS: readonly Repair[] = [{ member: 'think', words: /think/, isExpendable: true }];

/** An Ollama server. */
export function createOllamaProvider(config: OllamaProviderConfig, ports: PlainPorts): Provider {
  const apiKey = createApiKeySource(config, ports);
  const api = ollamaApi(config, ports.http, apiKey);
  const { clock, defaultMaxTokens } = ports;
  const memory = createRepairMemory();
  const chat: ChatApi = {
    api,
    dialect: withFixedContext(config.contextTokens),
    path: '/api/chat',
    defaultMaxTokens,
    repairs: REPAIRS,
    memory,
  };
  const models = createModelList(() => fetchOllamaModels(api, config.contextTokens), {
    clock,
    keptMs: FRESH_MS,
  });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: async (name) => findModel(name, await models.known()),
    list: models.list,
    async send(request, model, cancellation) {
      const fitted = fitRequest(request, model);
      const answer = await sendChat(chat, { request: fitted, model, cancellation });
      return { ...answer, warnings: [...fitted.warnings.slice(request.warnings.length), ...answer.warnings] };
    },
    countTokens: async (request) => estimatedCount(request),
    check: (cancellation) =>
      checkPlainApi({ provider, apiKey, models, cheapest: cheapestModel }, cancellation),
    close: () => undefined,
  };
  return provider;
}

function ollamaApi({ baseUrl }: OllamaProviderConfig, http: HttpClient, apiKey: ApiKeySource): PlainApi {
  const cure = `Ollama does not answer at ${baseUrl}. Start it ("ollama serve", or the Ollama app), or check the address.`;
  return {
    baseUrl,
    http: withCure(http, cure),
    apiKey,
    headers: (key): { readonly [name: string]: string } =>
      key === '' ? {} : { authorization: `Bearer ${key}` },
    decodeError: ollamaUpstream.decodeError,
    timeouts: TIMEOUTS,
  };
}

/** `name` and `name:latest` are one. */
function findModel(name: string, models: readonly ResolvedModel[]): ResolvedModel | undefined {
  return models.find(({ id }) => id === name) ?? models.find(({ id }) => id === `${name}:latest`);
}

/** `num_ctx` as the user set it, whatever a call would need: another size would load the model anew. */
function withFixedContext(contextTokens: number | undefined): UpstreamDialect {
  if (contextTokens === undefined) return ollamaUpstream;
  return {
    ...ollamaUpstream,
    encodeRequest(request, options) {
      const encoded = ollamaUpstream.encodeRequest(request, options);
      const own = isJsonObject(encoded.body['options']) ? encoded.body['options'] : {};
      return { ...encoded, body: { ...encoded.body, options: { ...own, num_ctx: contextTokens } } };
    },
  };
}
