import type { AccountResource, SimulatorOptions } from '../simulator-options.ts';
import { claudeModels } from './claude-models.ts';
import { destinationsOf, geographiesOf, partitionOf, servesInRegion } from './geographies.ts';
import type { Geography, ModelTraits } from './model-traits.ts';

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
  const models = (options.models ?? claudeModels).filter(
    (model) => isOnDemand(model, region) || model.profiles.some((profile) => geographies.includes(profile)),
  );
  const arn = (kind: string, id: string) =>
    `arn:${partitionOf(region)}:bedrock:${region}:${accountId}:${kind}/${id}`;
  const mine = (resources: readonly AccountResource[] | undefined) =>
    (resources ?? []).flatMap((resource) => {
      const model = resource.region === region && models.find(({ id }) => id === resource.modelId);
      return model ? [{ resource, model }] : [];
    });
  const system = geographies.flatMap((geography) =>
    models
      .filter((model) => model.profiles.includes(geography))
      .map((model): InferenceProfile => {
        const id = `${geography}.${model.id}`;
        const name = `${TITLES[geography]} Anthropic ${model.name}`;
        const modelArns = destinationsOf(geography, region).map((to) => modelArn(to, region, model.id));
        return { id, arn: arn('inference-profile', id), name, type: 'SYSTEM_DEFINED', model, modelArns };
      }),
  );
  const applications = mine(options.applicationProfiles).map(
    ({ resource, model }): InferenceProfile => ({
      id: resource.id,
      arn: arn('application-inference-profile', resource.id),
      name: resource.name,
      type: 'APPLICATION',
      model,
      modelArns: system.find((profile) => profile.model === model)?.modelArns ?? [
        modelArn(region, region, model.id),
      ],
    }),
  );
  const throughputs = mine(options.provisionedThroughputs).map(({ resource, model }) => ({
    name: resource.name,
    arn: arn('provisioned-model', resource.id),
    model,
    modelArn: modelArn(region, region, model.id),
  }));
  return { region, accountId, models, profiles: [...system, ...applications], throughputs };
}

/** Whether a region takes this model by its bare id. */
export function isOnDemand(model: ModelTraits, region: string): boolean {
  return model.inRegion && servesInRegion(region);
}

/** The ARN of a foundation model; the region part is empty for global destinations. */
export function modelArn(inRegion: string, source: string, modelId: string): string {
  return `arn:${partitionOf(source)}:bedrock:${inRegion}::foundation-model/${modelId}`;
}

const TITLES: Readonly<Record<Geography, string>> = {
  global: 'GLOBAL',
  us: 'US',
  eu: 'EU',
  jp: 'JP',
  au: 'AU',
  apac: 'APAC',
  'us-gov': 'US-GOV',
};
