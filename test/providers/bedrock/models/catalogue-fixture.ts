import type { Scope } from '../../../../main/core/provider.ts';
import { bundledModels, bundledProfiles } from '../../../../main/providers/bedrock/models/bundled-models.ts';
import type {
  Catalogue,
  CatalogueProfile,
} from '../../../../main/providers/bedrock/models/model-catalogue.ts';
import { parseModelName } from '../../../../main/providers/bedrock/models/model-name.ts';
import { resolveModelName } from '../../../../main/providers/bedrock/models/resolve-model.ts';

export const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
export const SONNET_45 = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
export const OPUS_46 = 'anthropic.claude-opus-4-6-v1';
export const SONNET_46 = 'anthropic.claude-sonnet-4-6';

export function profile(prefix: string, modelId: string, regions: readonly string[]): CatalogueProfile {
  const id = `${prefix}.${modelId}`;
  return { id, name: id, kind: 'system', modelIds: [modelId], regions };
}

/** Every profile of every geography, as no real region lists them: the widest temptation. */
export const EVERYTHING: Catalogue = {
  models: [HAIKU, SONNET_45, OPUS_46, SONNET_46].map((id) => ({ id, onDemand: false, legacy: false })),
  profiles: [HAIKU, SONNET_45, OPUS_46, SONNET_46].flatMap((id) => [
    profile('us', id, ['us-east-1', 'us-east-2', 'us-west-2']),
    profile('us-gov', id, ['us-gov-west-1', 'us-gov-east-1']),
    profile('eu', id, ['eu-west-1', 'eu-central-1']),
    profile('jp', id, ['ap-northeast-1', 'ap-northeast-3']),
    profile('au', id, ['ap-southeast-2', 'ap-southeast-4']),
    profile('apac', id, ['ap-northeast-1', 'ap-south-1']),
    profile('ca', id, ['ca-central-1', 'ca-west-1']),
    profile('global', id, ['']),
  ]),
  modelsListed: true,
  profilesListed: true,
};

export const bundled = (region: string): Catalogue => ({
  models: bundledModels(region),
  profiles: bundledProfiles(region),
  modelsListed: false,
  profilesListed: false,
});

export function resolve(
  model: string,
  region: string,
  options: { scope?: Scope; catalogue?: Catalogue } = {},
) {
  const name = parseModelName(model);
  if (name === undefined) return undefined;
  const { scope = 'geo', catalogue = EVERYTHING } = options;
  return resolveModelName(name, { region, scope, catalogue });
}
