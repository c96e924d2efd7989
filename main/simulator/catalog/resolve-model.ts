import { AwsError, validationError } from '../aws-error.ts';
import type { ModelTraits } from './model-traits.ts';
import { isOnDemand, type RegionCatalog } from './region-catalog.ts';

/** What a model id in a path stands for. */
export interface ResolvedModel {
  readonly model: ModelTraits;
  readonly via: 'foundation-model' | 'profile' | 'provisioned';
}

/** How ids are resolved: the region's offer, its time, and the apostrophe of one message. */
export interface ResolveContext {
  readonly catalog: RegionCatalog;
  readonly now: number;
  readonly apostrophe: 'curly' | 'straight';
}

const ARN = /^arn:[\w-]+:bedrock:([\w-]*):(\d*):([\w-]+)\/(.+)$/;

/**
 * Finds the model behind an id or ARN that is about to be invoked.
 * @throws AwsError with Bedrock's text when the region does not serve it that way.
 */
export function resolveModel(id: string, context: ResolveContext): ResolvedModel {
  const resolved = findModel(id, context.catalog);
  if (!resolved) throw validationError('The provided model identifier is invalid.');
  refuseRetired(resolved.model, context.now);
  if (resolved.via === 'foundation-model' && !isOnDemand(resolved.model, context.catalog.region)) {
    const not = context.apostrophe === 'curly' ? 'isn\u2019t' : "isn't";
    throw validationError(
      `Invocation of model ID ${id} with on-demand throughput ${not} supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  return resolved;
}

/** The model behind an id or ARN, callable or not; undefined when the region does not know it. */
export function findModel(id: string, catalog: RegionCatalog): ResolvedModel | undefined {
  const arn = ARN.exec(id);
  if (!arn) return findById(id, catalog);
  const [, region, account, kind = '', resource = ''] = arn;
  if (kind === 'foundation-model') {
    return region === catalog.region && account === '' ? findFoundationModel(resource, catalog) : undefined;
  }
  if (region !== catalog.region || account !== catalog.accountId) return undefined;
  if (kind === 'provisioned-model') {
    const throughput = catalog.throughputs.find((candidate) => candidate.arn === id);
    return throughput && { model: throughput.model, via: 'provisioned' };
  }
  const profile = catalog.profiles.find((candidate) => candidate.arn === id);
  return profile && { model: profile.model, via: 'profile' };
}

function findById(id: string, catalog: RegionCatalog): ResolvedModel | undefined {
  const profile = catalog.profiles.find(
    (candidate) => candidate.type === 'SYSTEM_DEFINED' && candidate.id === id,
  );
  return profile ? { model: profile.model, via: 'profile' } : findFoundationModel(id, catalog);
}

function findFoundationModel(id: string, catalog: RegionCatalog): ResolvedModel | undefined {
  const model = catalog.models.find((candidate) => candidate.id === id);
  return model && { model, via: 'foundation-model' };
}

function refuseRetired(model: ModelTraits, now: number): void {
  if (model.endOfLife === undefined || now < Date.parse(model.endOfLife)) return;
  throw new AwsError(
    'ResourceNotFoundException',
    'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  );
}
