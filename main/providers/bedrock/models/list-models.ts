import type { ResolvedModel } from '../../../core/provider.ts';
import { describeBase } from './describe-model.ts';
import type { CatalogueProfile } from './model-catalogue.ts';
import { parseModelName } from './model-name.ts';
import { regionPrefixes } from './region-prefixes.ts';
import { covers, scopeOf } from './resolve-arn.ts';
import { knownModels, type ResolveContext, resolveModelName } from './resolve-model.ts';

export interface ListContext extends ResolveContext {
  /** Names of the provider's own. */
  readonly aliases: readonly string[];
  resolve(name: string): Promise<ResolvedModel | undefined>;
  /** ISO date: models that ended before it are left out. */
  readonly today: string;
}

/** Everything a client may ask this provider for: each model once, then the account's profiles and the own names. */
export async function listModels(context: ListContext): Promise<readonly ResolvedModel[]> {
  const alive = knownModels(context.catalogue).filter(({ endOfLife = '9999' }) => endOfLife >= context.today);
  const models = alive.flatMap((model) => within(model.id, context));
  const profiles = context.catalogue.profiles
    .filter((profile) => profile.kind === 'application' && covers(context.scope, scopeOf(profile)))
    .map((profile) => describeProfile(profile, context.region));
  const named: ResolvedModel[] = [];
  for (const alias of context.aliases) named.push(...(await resolveAlias(alias, context)));
  return unique([...models, ...profiles, ...named]);
}

/** The model as it would be called; nothing when only another scope has it. */
function within(id: string, context: ResolveContext): ResolvedModel[] {
  const name = parseModelName(id);
  if (name === undefined) return [];
  try {
    return [resolveModelName(name, context) ?? []].flat();
  } catch {
    return [];
  }
}

function describeProfile(profile: CatalogueProfile, region: string): ResolvedModel {
  const scope = scopeOf(profile);
  return {
    ...describeBase({ id: profile.modelIds[0] ?? profile.id, onDemand: false, legacy: false }),
    id: profile.id,
    displayName: profile.name,
    scope,
    geography: scope === 'global' ? 'global' : regionPrefixes(region).home,
  };
}

async function resolveAlias(alias: string, context: ListContext): Promise<ResolvedModel[]> {
  try {
    const model = await context.resolve(alias);
    return model === undefined ? [] : [{ ...model, displayName: alias }];
  } catch {
    return [];
  }
}

function unique(models: readonly ResolvedModel[]): readonly ResolvedModel[] {
  return [...new Map(models.map((model) => [model.id, model])).values()];
}
