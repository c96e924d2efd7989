import { toAppError } from '../../../core/app-error.ts';
import type { ModelQuota } from '../../../core/provider.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { localEndpoint } from '../local-endpoint.ts';
import type { BedrockModels } from '../models/bedrock-models.ts';
import { collectModelQuotas } from './collect-model-quotas.ts';
import { listServiceQuotas } from './list-service-quotas.ts';

/** Asks the account for its quotas. An account that does not say is no fault: the answer is empty, the reason logged once. */
export function createQuotaSource(
  context: BedrockContext,
  models: Pick<BedrockModels, 'baseIds'>,
): () => Promise<readonly ModelQuota[]> {
  let isSaid = false;
  const note = (reason: string) => {
    if (isSaid) return;
    isSaid = true;
    context.log.debug('The account does not say its quotas', { provider: context.config.id, reason });
  };
  return async () => {
    try {
      const obstacle = await obstacleTo(context);
      if (obstacle === undefined) {
        return collectModelQuotas(await listServiceQuotas(context), await models.baseIds());
      }
      note(obstacle);
    } catch (error) {
      note(toAppError(error).message);
    }
    return [];
  };
}

/** Why there is no point in asking. */
async function obstacleTo({ config, credentials }: BedrockContext): Promise<string | undefined> {
  const isCustom = config.endpoint !== undefined || config.endpoints !== undefined;
  if (isCustom && localEndpoint(config.endpoint) === undefined) {
    return 'a custom endpoint serves Bedrock alone';
  }
  const { kind } = await credentials.get();
  return kind === 'bearer' ? 'a Bedrock API key opens Bedrock alone' : undefined;
}
