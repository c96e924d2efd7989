import { parseBedrockArn } from '../../providers/bedrock/arn.ts';
import type { BedrockProvider } from '../../providers/bedrock/bedrock-provider.ts';
import { partitionName } from '../../providers/bedrock/endpoints.ts';
import type { Catalogue } from '../../providers/bedrock/models/model-catalogue.ts';

/** One model that one provider is to call. */
export interface PolicyTarget {
  readonly partition: string;
  /** The region that is called. */
  readonly region: string;
  /** Foundation models in the end. */
  readonly modelIds: readonly string[];
  /** The system profile's id or the application profile's ARN; undefined when the model is called by itself. */
  readonly profile?: string;
  /** Where the profile may run; `''` is anywhere, `*` is not known. */
  readonly destinations: readonly string[];
}

/** What a provider would really call for these model names, learned from its region; names it has not are left out. */
export async function policyTargets(
  provider: BedrockProvider,
  models: readonly string[],
): Promise<readonly PolicyTarget[]> {
  const catalogue = await provider.models.refresh();
  const targets: PolicyTarget[] = [];
  for (const name of models) {
    const model = await provider.resolve(name);
    if (model !== undefined) targets.push(targetOf(provider, model, catalogue));
  }
  return targets;
}

function targetOf(
  { region }: BedrockProvider,
  { id, baseId }: { readonly id: string; readonly baseId: string },
  catalogue: Catalogue,
): PolicyTarget {
  const partition = partitionName(region);
  const isPlain = id === baseId || parseBedrockArn(id)?.resource === 'foundation-model';
  if (isPlain) return { partition, region, modelIds: [baseId], destinations: [region] };
  const profile = catalogue.profiles.find((entry) => entry.id === id);
  const isKnown = profile !== undefined && catalogue.profilesListed;
  return {
    partition,
    region,
    modelIds: profile?.modelIds ?? [baseId],
    profile: id,
    destinations: isKnown ? profile.regions : ['*'],
  };
}
