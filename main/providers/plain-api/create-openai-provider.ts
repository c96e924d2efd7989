import type { Provider } from '../../core/provider.ts';
import { cheapestModel } from './cheapest-model.ts';
import { checkPlainApi } from './check-plain-api.ts';
import { estimatedCount } from './estimated-count.ts';
import { createModelList } from './model-list.ts';
import { fetchOpenaiModels, type ModelSettings, resolveOpenaiModel } from './openai-models.ts';
import type { PlainPorts } from './plain-ports.ts';
import { createRepairMemory } from './repair.ts';
import { type ChatApi, sendChat } from './send-chat.ts';

export interface OpenaiProviderParts extends Omit<ChatApi, 'memory' | 'defaultMaxTokens'> {
  readonly config: ModelSettings & { readonly id: string; readonly type: string };
  readonly ports: PlainPorts;
}

/** Accounts change seldom; local servers are started with another model. Milliseconds. */
const FRESH_MS = 5 * 60_000;

/** A provider with OpenAI's model list, whichever of the formats it is asked in. */
export function createOpenaiProvider({ config, ports, ...parts }: OpenaiProviderParts): Provider {
  const { clock, defaultMaxTokens } = ports;
  const chat: ChatApi = { ...parts, defaultMaxTokens, memory: createRepairMemory() };
  const { api } = chat;
  const models = createModelList(() => fetchOpenaiModels(api, config), { clock, keptMs: FRESH_MS });
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: (name) => resolveOpenaiModel(name, models.known),
    list: models.list,
    send: (request, model, cancellation) => sendChat(chat, { request, model, cancellation }),
    countTokens: async (request) => estimatedCount(request),
    check: (cancellation) =>
      checkPlainApi({ provider, apiKey: api.apiKey, models, cheapest: cheapestModel }, cancellation),
    close: () => undefined,
  };
  return provider;
}
