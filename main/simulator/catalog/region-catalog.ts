import type { AccountResource, SimulatorOptions } from '../simulator-options.ts';
import { claudeModels } from './claude-models.ts';
import { destinationsOf, geographiesOf, partitionOf, servesInRegion } from './geographies.ts';
import type { Geography, ModelTraits } from './model-traits.ts';
import { otherModels } from './other-models.ts';

/** An inference profile as a region lists it. */
export interface InferenceProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION';
  readonly model: ModelTraits;
  readonly modelArns: readonly string[];
}

/** A provisioned throughput as a region lists it. */
export interface ProvisionedThroughput {
  readonly name: string;
  readonly arn: string;
  readonly model: ModelTraits;
  readonly modelArn: string;
}

/** Everything that can be called in one region. */
export interface RegionCatalog {
  readonly region: string;
  readonly accountId: string;
  readonly models: readonly ModelTraits[];
  readonly profiles: readonly InferenceProfile[];
  readonly throughputs: readonly ProvisionedThroughput[];
}

/** Works out which models and profiles a region offers. */
export function makeRegionCatalog(region: string, options: SimulatorOptions): RegionCatalog {
  const accountId = options.accountId ?? '123456789012';
  const geographies = geographiesOf(region);
  const models = (options.models ?? [...claudeModels, ...otherModels]).filter(
    (model) => isOnDemand(model, region) || model.profiles.some((profile) => geographies.includes(profile)),
  );
  const place: Place = {
    region,
    models,
    arnStart: `arn:${partitionOf(region)}:bedrock:${region}:${accountId}`,
  };
  const system = geographies.flatMap((geography) => systemProfiles(geography, place));
  const applications = owned(options.applicationProfiles, place).map(
    ({ resource: { id, name }, model }): InferenceProfile => ({
      id,
      arn: `${place.arnStart}:application-inference-profile/${id}`,
      name,
      type: 'APPLICATION',
      model,
      modelArns: system.find((profile) => profile.model === model)?.modelArns ?? [
        modelArn(region, region, model.id),
      ],
    }),
  );
  const throughputs = owned(options.provisionedThroughputs, place).map(
    ({ resource: { id, name }, model }) => ({
      name,
      arn: `${place.arnStart}:provisioned-model/${id}`,
      model,
      modelArn: modelArn(region, region, model.id),
    }),
  );
  return { region, accountId, models, profiles: [...system, ...applications], throughputs };
}

interface Place {
  readonly region: string;
  readonly models: readonly ModelTraits[];
  /** Partition, region and account of every ARN in this region. */
  readonly arnStart: string;
}

function systemProfiles(geography: Geography, place: Place): readonly InferenceProfile[] {
  const offered = place.models.filter((model) => model.profiles.includes(geography));
  return offered.map((model) => {
    const id = `${geography}.${model.id}`;
    return {
      id,
      arn: `${place.arnStart}:inference-profile/${id}`,
      name: `${geography.toUpperCase()} ${vendorOf(model)} ${model.name}`,
      type: 'SYSTEM_DEFINED',
      model,
      modelArns: destinationsOf(geography, place.region).map((to) => modelArn(to, place.region, model.id)),
    };
  });
}

function owned(resources: readonly AccountResource[] | undefined, { region, models }: Place) {
  return (resources ?? []).flatMap((resource) => {
    const model = resource.region === region && models.find(({ id }) => id === resource.modelId);
    return model ? [{ resource, model }] : [];
  });
}

/** Who made a model, as the control plane names it. */
export function vendorOf({ converse }: ModelTraits): string {
  return converse?.vendor ?? 'Anthropic';
}

/** Whether a region takes this model by its bare id. */
export function isOnDemand(model: ModelTraits, region: string): boolean {
  return model.inRegion && servesInRegion(region);
}

/** The ARN of a foundation model; the region part is empty for global destinations. */
export function modelArn(inRegion: string, source: string, modelId: string): string {
  return `arn:${partitionOf(source)}:bedrock:${inRegion}::foundation-model/${modelId}`;
}
