import type { EndpointAnswer } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import { modelCan } from '../../core/model-capabilities.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { present } from '../openai-vocabulary/present.ts';

/** `ListAvailableModels`: what kRouter offers, the first being the default. */
export function answerModels(models: readonly ModelListing[]): EndpointAnswer {
  const [first] = models;
  return answer({
    models: models.map(encodeModel),
    ...(first === undefined ? {} : { defaultModel: encodeModel(first) }),
  });
}

function encodeModel(model: ModelListing): JsonObject {
  const { id, displayName, contextTokens, maxOutputTokens } = model;
  const tokenLimits = present({ maxInputTokens: contextTokens, maxOutputTokens });
  return present({
    modelId: id,
    modelName: displayName,
    supportedInputTypes: modelCan(model, 'images') ? ['TEXT', 'IMAGE'] : ['TEXT'],
    tokenLimits: Object.keys(tokenLimits).length > 0 ? tokenLimits : undefined,
  });
}

/** `GetUsageLimits`: kRouter keeps no such limits. */
export function answerUsageLimits(): EndpointAnswer {
  return answer({ limits: [], usageBreakdownList: [] });
}

/** `ListAvailableProfiles`: an account without profiles works without one. */
export function answerProfiles(): EndpointAnswer {
  return answer({ profiles: [] });
}

function answer(body: JsonObject): EndpointAnswer {
  return { type: 'answer', body, contentType: 'application/x-amz-json-1.0' };
}
