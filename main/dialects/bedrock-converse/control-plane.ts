import { AppError } from '../../core/app-error.ts';
import type { EndpointAnswer, EndpointCall } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import { modelCan } from '../../core/model-capabilities.ts';
import type { ModelListing } from '../../core/model-listing.ts';

/** `GET /foundation-models`, with the filter by vendor. */
export function listFoundationModels(
  { query }: EndpointCall,
  models: readonly ModelListing[],
): EndpointAnswer {
  const vendor = query['byProvider']?.toLowerCase();
  const offered = plainNames(models).filter(({ id }) => vendor === undefined || id.startsWith(`${vendor}.`));
  return { type: 'answer', body: { modelSummaries: offered.map(summaryOf) } };
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
  const type = query['type'] ?? query['typeEquals'];
  const system = type === APPLICATION ? [] : plainNames(models).map(profileOf);
  const applications =
    type === SYSTEM ? [] : models.filter(({ id }) => APPLICATION_ARN.test(id)).map(ownProfileOf);
  return { type: 'answer', body: { inferenceProfileSummaries: [...system, ...applications] } };
}

/** `GET /inference-profiles/{id or ARN}`. @throws AppError model_not_found */
export function getInferenceProfile(
  { params }: EndpointCall,
  models: readonly ModelListing[],
): EndpointAnswer {
  const own = models.find(({ id }) => APPLICATION_ARN.test(id) && arnOf(id) === params['id']);
  return {
    type: 'answer',
    body: own === undefined ? profileOf(find(models, params['id'])) : ownProfileOf(own),
  };
}

const SYSTEM = 'SYSTEM_DEFINED';
const APPLICATION = 'APPLICATION';
const APPLICATION_ARN = /^bedrock\/arn:[^/]*:application-inference-profile\//;

/** Names without a provider before them: AWS's clients look for a model by what its id begins with. */
function plainNames(models: readonly ModelListing[]): readonly ModelListing[] {
  return models.filter(({ id }) => !id.includes('/'));
}

function arnOf(name: string): string {
  return name.slice(name.indexOf('arn:'));
}

/** No region and no account: which one answers is decided with each request. */
const ARN = 'arn:aws:bedrock:::';

/** AWS demands the times of a profile's making; kRouter's names have none. */
const EPOCH = '1970-01-01T00:00:00Z';

function summaryOf(model: ModelListing): JsonObject {
  const { id, displayName, ownedBy } = model;
  return {
    modelArn: `${ARN}foundation-model/${id}`,
    modelId: id,
    modelName: displayName,
    providerName: ownedBy ?? 'krouter',
    inputModalities: modelCan(model, 'images') ? ['TEXT', 'IMAGE'] : ['TEXT'],
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

/** A profile of the user's own account. */
function ownProfileOf(model: ModelListing): JsonObject {
  const arn = arnOf(model.id);
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  return { ...profileOf(model), inferenceProfileId: id, inferenceProfileArn: arn, type: APPLICATION };
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
