import type { BedrockProvider } from '../bedrock-provider.ts';
import { type SendContext, send } from '../send.ts';
import { countAtMantle } from './count-at-mantle.ts';
import { listMantleModels, resolveMantleModel } from './mantle-models.ts';
import { sendToMantle } from './send-to-mantle.ts';

type Calls = Pick<BedrockProvider, 'resolve' | 'list' | 'send' | 'countTokens' | 'quotas'>;

/** What a provider does otherwise when it speaks to the Messages endpoint instead of InvokeModel. */
export function mantleCalls(context: SendContext): Calls {
  const { config } = context;
  return {
    resolve: async (name) => resolveMantleModel(name, config),
    list: async () => listMantleModels(config),
    send: (request, model, cancellation) => send(context, { request, model, cancellation }, sendToMantle),
    countTokens: (request, model, cancellation) => countAtMantle(context, { request, model, cancellation }),
    // Service Quotas tells those of InvokeModel only.
    quotas: async () => [],
  };
}
