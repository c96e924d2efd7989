import type { AnthropicProviderConfig } from '../../../contract/config.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type {
  Cancellation,
  Provider,
  ResolvedModel,
  TokenCount,
  UpstreamAnswer,
} from '../../core/provider.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { SecretReader } from '../../platform/ports/secrets.ts';
import type { AnthropicContext } from './anthropic-context.ts';
import { createApiKeySource } from './api-key.ts';
import { checkAnthropic } from './check-anthropic.ts';
import { countTokens } from './count-tokens.ts';
import { createModelList, type ModelList } from './list-models.ts';
import { resolveModel } from './resolve-model.ts';
import { send } from './send.ts';

/** What the provider needs from outside. */
export interface AnthropicPorts {
  readonly http: HttpClient;
  readonly secrets?: SecretReader;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Anthropic's own API: the fallback leg beside Bedrock. */
export function createAnthropicProvider(config: AnthropicProviderConfig, ports: AnthropicPorts): Provider {
  const apiKey = createApiKeySource(config, ports.env, ports.secrets);
  const context: AnthropicContext = {
    config,
    http: ports.http,
    apiKey,
    defaultMaxTokens: ports.defaultMaxTokens,
  };
  const models: ModelList = createModelList(context);
  const provider: Provider = {
    id: config.id,
    type: config.type,
    resolve: async (model: string) => resolveModel(model),
    list: () => models.list(),
    send: (request: ChatRequest, model: ResolvedModel, cancellation: Cancellation): Promise<UpstreamAnswer> =>
      send(context, { request, model, cancellation }),
    countTokens: (
      request: ChatRequest,
      model: ResolvedModel,
      cancellation: Cancellation,
    ): Promise<TokenCount> => countTokens(context, { request, model, cancellation }),
    check: (cancellation) => checkAnthropic(provider, apiKey, cancellation),
    close: () => undefined,
  };
  return provider;
}
