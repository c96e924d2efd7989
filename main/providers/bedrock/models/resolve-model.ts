import { AppError } from '../../../core/app-error.ts';
import type { ResolvedModel, Scope } from '../../../core/provider.ts';
import { isKnownVendor } from '../../../dialects/bedrock-converse/converse-rules.ts';
import { describeModel } from './describe-model.ts';
import { isClaude } from './is-claude.ts';
import type { Catalogue, CatalogueModel, CatalogueProfile } from './model-catalogue.ts';
import { familyOf, type ModelName } from './model-name.ts';
import { type RegionPrefixes, regionPrefixes } from './region-prefixes.ts';

export interface ResolveContext {
  readonly region: string;
  readonly scope: Scope;
  readonly catalogue: Catalogue;
  /** Only a profile will do: the model's own id was refused. */
  readonly byProfile?: boolean;
}

/**
 * The id to call for a model name in a region. Never wider than the scope: another geography or `global.` is never
 * chosen, and refused when it is asked for by name.
 * @throws AppError permission when the model exists but only outside the scope.
 */
export function resolveModelName(name: ModelName, context: ResolveContext): ResolvedModel | undefined {
  const prefixes = regionPrefixes(context.region);
  if (name.prefix !== undefined) return resolveProfileName(name, name.prefix, { ...context, prefixes });
  const candidates = matchingModels(name, context.catalogue);
  const found = firstOf(candidates, (model) => chooseId(model, { ...context, prefixes }));
  if (found !== undefined) return found;
  const assumed = assume(name, { ...context, prefixes });
  if (assumed !== undefined) return assumed;
  if (candidates.length === 0) return undefined;
  throw outOfScope(name.baseId, context);
}

interface Choosing extends ResolveContext {
  readonly prefixes: RegionPrefixes;
}

function chooseId(model: CatalogueModel, context: Choosing): ResolvedModel | undefined {
  const { scope, catalogue, prefixes } = context;
  if (scope !== 'in-region') {
    const prefix = allowedPrefixes(context).find((name) => hasProfile(catalogue, `${name}.${model.id}`));
    if (prefix !== undefined && prefix !== 'global') return describeModel(model, prefix);
    const local = catalogue.profiles.find((profile) => isLocalProfile(profile, model.id, context));
    if (local !== undefined) return describeModel(model, local.id.slice(0, local.id.indexOf('.')));
    if (prefix !== undefined && !model.onDemand) return describeModel(model, prefix);
  }
  return model.onDemand ? describeModel(model, undefined, prefixes.home) : undefined;
}

/** In order of preference; `global` last and only when the scope says so. */
function allowedPrefixes({ scope, prefixes }: Choosing): readonly string[] {
  if (scope === 'in-region') return [];
  return scope === 'global' && prefixes.global ? [...prefixes.geographies, 'global'] : prefixes.geographies;
}

/**
 * A profile under a prefix that is not in the table, e.g. `ca.`: it may be used when everything behind it lies in the
 * region's own country or union. `ap-` names a continent, so there only the region itself counts.
 */
function isLocalProfile(profile: CatalogueProfile, modelId: string, { region }: Choosing): boolean {
  if (profile.kind !== 'system' || !profile.id.endsWith(`.${modelId}`) || profile.regions.length === 0)
    return false;
  const area = region.startsWith('ap-') || region.startsWith('us-') ? region : `${region.split('-')[0]}-`;
  return profile.regions.every((destination) => destination.startsWith(area));
}

function resolveProfileName(name: ModelName, prefix: string, context: Choosing): ResolvedModel | undefined {
  if (!allowedPrefixes(context).includes(prefix)) {
    const local = context.scope !== 'in-region' && localNamed(name, prefix, context);
    if (local) return describeModel(local, prefix);
    throw outOfScope(`${prefix}.${name.baseId}`, context);
  }
  const { catalogue } = context;
  const listed = matchingModels(name, catalogue).find((model) =>
    hasProfile(catalogue, `${prefix}.${model.id}`),
  );
  if (listed !== undefined) return describeModel(listed, prefix);
  return catalogue.profilesListed ? undefined : describeModel(unlisted(name), prefix);
}

function localNamed(name: ModelName, prefix: string, context: Choosing): CatalogueModel | undefined {
  return matchingModels(name, context.catalogue).find((model) =>
    context.catalogue.profiles.some(
      (profile) => profile.id === `${prefix}.${model.id}` && isLocalProfile(profile, model.id, context),
    ),
  );
}

/** Where AWS lists nothing and the table is too old to know the model: the region's first prefix, put on blindly. */
function assume(name: ModelName, context: Choosing): ResolvedModel | undefined {
  const { catalogue } = context;
  if (
    catalogue.profilesListed ||
    matchingModels(name, catalogue).some((model) => hasAnyProfile(catalogue, model))
  ) {
    return undefined;
  }
  const [prefix] = allowedPrefixes(context);
  if (!isClaude(name.baseId) && !isKnownVendor(name.baseId)) return undefined;
  const model = matchingModels(name, catalogue)[0] ?? (catalogue.modelsListed ? undefined : unlisted(name));
  // Most other models are called by their own id; one that is not says so, and is then asked for by its profile.
  if (model !== undefined && !isClaude(model.id) && context.byProfile !== true) {
    return describeModel(model, undefined, context.prefixes.home);
  }
  return prefix === undefined || model === undefined ? undefined : describeModel(model, prefix);
}

function unlisted(name: ModelName): CatalogueModel {
  return { id: name.baseId, onDemand: false, legacy: false };
}

/** Models of that name: the very id, or the same model in any version the client did not rule out; newest first. */
function matchingModels(name: ModelName, catalogue: Catalogue): readonly CatalogueModel[] {
  const models = knownModels(catalogue);
  const exact = models.filter((model) => model.id === name.baseId);
  if (exact.length > 0) return exact;
  return models
    .filter((model) => familyOf(model.id) === name.family && model.id.includes(name.date ?? ''))
    .toSorted((a, b) => Number(a.legacy) - Number(b.legacy) || compare(b.id, a.id));
}

/** Listed models, and those that only stand behind a listed profile. */
export function knownModels({ models, profiles }: Catalogue): readonly CatalogueModel[] {
  const ids = new Set(models.map((model) => model.id));
  const behind = new Set(profiles.flatMap((profile) => profile.modelIds).filter((id) => !ids.has(id)));
  return [...models, ...[...behind].map((id) => ({ id, onDemand: false, legacy: false }))];
}

function hasProfile({ profiles }: Catalogue, id: string): boolean {
  return profiles.some((profile) => profile.id === id);
}

function hasAnyProfile({ profiles }: Catalogue, model: CatalogueModel): boolean {
  return profiles.some((profile) => profile.modelIds.includes(model.id));
}

function firstOf<In, Out>(list: readonly In[], pick: (value: In) => Out | undefined): Out | undefined {
  for (const value of list) {
    const picked = pick(value);
    if (picked !== undefined) return picked;
  }
  return undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The error for what may not be used from here. */
export function outOfScope(
  id: string,
  { region, scope }: Pick<ResolveContext, 'region' | 'scope'>,
): AppError {
  const cure = scope === 'global' ? 'Use a provider in a region that offers it.' : CURES[scope];
  return new AppError({
    code: 'permission',
    retry: 'next',
    param: 'model',
    message: `${id} is not available to ${region} within the scope "${scope}". ${cure}`,
  });
}

const CURES = {
  'in-region': 'Set "scope" to "geo" if the data may leave the region but not its geography.',
  geo: 'Set "scope" to "global" if the data may be processed in any region worldwide.',
} as const;
