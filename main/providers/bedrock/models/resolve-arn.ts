import type { ResolvedModel, Scope } from '../../../core/provider.ts';
import type { BedrockArn } from '../arn.ts';
import { describeBase } from './describe-model.ts';
import type { CatalogueProfile } from './model-catalogue.ts';
import { regionPrefixes } from './region-prefixes.ts';
import { outOfScope } from './resolve-model.ts';

export interface ArnContext {
  readonly region: string;
  readonly scope: Scope;
  /** What stands behind an application profile; undefined when AWS will not say. */
  profileOf(arn: string): Promise<CatalogueProfile | undefined>;
}

/**
 * An ARN is called as it is, in its own region.
 * @throws AppError permission when it is known to run outside the provider's scope.
 */
export async function resolveArn(text: string, arn: BedrockArn, context: ArnContext): Promise<ResolvedModel> {
  checkRegion(text, arn, context);
  switch (arn.resource) {
    case 'inference-profile':
      return systemProfile(text, arn, context);
    case 'application-inference-profile':
      return applicationProfile(text, context);
    case 'foundation-model':
      return { ...base(arn.id), id: text, ...inRegion(context) };
    default:
      return { ...base(arn.id), baseId: text, id: text, ...inRegion(context) };
  }
}

/** An ARN of another region is called there: only where the data may go there. */
function checkRegion(text: string, arn: BedrockArn, context: ArnContext): void {
  const { region, scope } = context;
  if (arn.region === undefined || arn.region === region || scope === 'global') return;
  const sameGeography = regionPrefixes(arn.region).home === regionPrefixes(region).home;
  if (scope === 'in-region' || !sameGeography) throw outOfScope(text, context);
}

function systemProfile(text: string, arn: BedrockArn, context: ArnContext): ResolvedModel {
  const dot = arn.id.indexOf('.');
  const prefix = arn.id.slice(0, dot);
  const { geographies, global } = regionPrefixes(context.region);
  const allowed = prefix === 'global' ? global && context.scope === 'global' : geographies.includes(prefix);
  if (!allowed || context.scope === 'in-region') throw outOfScope(text, context);
  const scope = prefix === 'global' ? 'global' : 'geo';
  return { ...base(arn.id.slice(dot + 1)), id: text, scope, geography: prefix };
}

/** When AWS will not say what is behind it, the account's owner is taken at their word. */
async function applicationProfile(text: string, context: ArnContext): Promise<ResolvedModel> {
  const profile = await context.profileOf(text);
  const home = regionPrefixes(context.region).home;
  if (profile === undefined) return { ...base(text), id: text, scope: 'geo', geography: home };
  const scope = scopeOf(profile);
  if (!covers(context.scope, scope)) throw outOfScope(text, context);
  const named = { ...base(profile.modelIds[0] ?? text), displayName: profile.name };
  return { ...named, id: text, scope, geography: scope === 'global' ? 'global' : home };
}

/** How far the regions behind a profile reach. */
export function scopeOf({ regions }: CatalogueProfile): Scope {
  if (regions.includes('')) return 'global';
  return regions.length > 1 ? 'geo' : 'in-region';
}

const WIDTH: Readonly<Record<Scope, number>> = { 'in-region': 0, geo: 1, global: 2 };

/** True when what reaches as far as `reach` is allowed under `scope`. */
export function covers(scope: Scope, reach: Scope): boolean {
  return WIDTH[reach] <= WIDTH[scope];
}

function inRegion({ region }: ArnContext): Pick<ResolvedModel, 'scope' | 'geography'> {
  return { scope: 'in-region', geography: regionPrefixes(region).home };
}

function base(id: string) {
  return describeBase({ id, onDemand: false, legacy: false });
}
