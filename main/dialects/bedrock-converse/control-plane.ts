import { AppError } from '../../core/app-error.ts';
import type { EndpointAnswer, EndpointCall } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelListing } from '../../core/model-listing.ts';

/** `GET /foundation-models`: every name that a client may use. Unlike AWS's, none is left out by the filters of type. */
export function listFoundationModels(_: EndpointCall, models: readonly ModelListing[]): EndpointAnswer {
  return { type: 'answer', body: { modelSummaries: models.map(summaryOf) } };
}

/** `GET /foundation-models/{id}`. @throws AppError model_not_found */
export function getFoundationModel(
  { params }: EndpointCall,
  models: readonly ModelListing[],
): EndpointAnswer {
  return { type: 'answer', body: { modelDetails: summaryOf(find(models, params['id'])) } };
}

/** `GET /inference-profiles`, by which Claude Code finds the models to offer: one page. */
export function listInferenceProfiles(
  { query }: EndpointCall,
  models: readonly ModelListing[],
): EndpointAnswer {
  const wanted = query['type'] ?? query['typeEquals'] ?? SYSTEM;
  const summaries = wanted === SYSTEM ? models.map(profileOf) : [];
  return { type: 'answer', body: { inferenceProfileSummaries: summaries } };
}

/** `GET /inference-profiles/{id or ARN}`. @throws AppError model_not_found */
export function getInferenceProfile(
  { params }: EndpointCall,
  models: readonly ModelListing[],
): EndpointAnswer {
  return { type: 'answer', body: profileOf(find(models, params['id'])) };
}

const SYSTEM = 'SYSTEM_DEFINED';

/** No region and no account: which one answers is decided with each request. */
const ARN = 'arn:aws:bedrock:::';

/** AWS demands the times of a profile's making; kRouter's names have none. */
const EPOCH = '1970-01-01T00:00:00Z';

function summaryOf({ id, displayName, ownedBy }: ModelListing): JsonObject {
  return {
    modelArn: `${ARN}foundation-model/${id}`,
    modelId: id,
    modelName: displayName,
    providerName: ownedBy ?? 'krouter',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    customizationsSupported: [],
    inferenceTypesSupported: ['ON_DEMAND', 'INFERENCE_PROFILE'],
    modelLifecycle: { status: 'ACTIVE' },
  };
}

function profileOf({ id, displayName }: ModelListing): JsonObject {
  return {
    inferenceProfileId: id,
    inferenceProfileArn: `${ARN}inference-profile/${id}`,
    inferenceProfileName: displayName,
    description: 'Answered by kRouter.',
    createdAt: EPOCH,
    updatedAt: EPOCH,
    models: [{ modelArn: `${ARN}foundation-model/${id}` }],
    status: 'ACTIVE',
    type: SYSTEM,
  };
}

function find(models: readonly ModelListing[], asked = ''): ModelListing {
  const id = asked.replace(/^arn:aws[a-z-]*:bedrock:[^/]*\//, '');
  const model = models.find((one) => one.id === id);
  if (model !== undefined) return model;
  throw new AppError({
    code: 'model_not_found',
    param: 'model',
    message: `kRouter offers no model "${id}".`,
  });
}
