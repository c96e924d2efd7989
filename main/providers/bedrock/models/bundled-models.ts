import { partitionName } from '../endpoints.ts';
import { CLAUDE_REGIONS } from './claude-regions.ts';
import type { CatalogueModel, CatalogueProfile } from './model-catalogue.ts';
import { regionPrefixes } from './region-prefixes.ts';

interface BundledModel {
  readonly id: string;
  readonly prefixes: readonly string[];
  /** Callable without a profile in `CLAUDE_REGIONS`. */
  readonly inRegion?: true;
  readonly endOfLife?: string;
}

/**
 * Stands in where AWS will not list its models. Ids and prefixes from LiteLLM's model table (MIT, as of 2026-08-01) and
 * Anthropic's Bedrock documentation (2026-08-22).
 */
const MODELS: readonly BundledModel[] = [
  { id: 'anthropic.claude-fable-5', prefixes: ['us', 'eu', 'global'], inRegion: true },
  { id: 'anthropic.claude-opus-5', prefixes: ['us', 'eu', 'jp', 'au', 'global'], inRegion: true },
  { id: 'anthropic.claude-opus-4-8', prefixes: ['us', 'eu', 'jp', 'au', 'global'], inRegion: true },
  { id: 'anthropic.claude-opus-4-7', prefixes: ['us', 'eu', 'jp', 'au', 'global'], inRegion: true },
  { id: 'anthropic.claude-opus-4-6-v1', prefixes: ['us', 'eu', 'jp', 'au', 'apac', 'global'] },
  { id: 'anthropic.claude-opus-4-5-20251101-v1:0', prefixes: ['us', 'eu', 'global'] },
  { id: 'anthropic.claude-opus-4-1-20250805-v1:0', prefixes: ['us'], endOfLife: '2027-01-08' },
  { id: 'anthropic.claude-sonnet-5', prefixes: ['us', 'eu', 'jp', 'au', 'global'], inRegion: true },
  { id: 'anthropic.claude-sonnet-4-6', prefixes: ['us', 'eu', 'jp', 'au', 'global'] },
  {
    id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    prefixes: ['us', 'eu', 'jp', 'au', 'us-gov', 'global'],
  },
  { id: 'anthropic.claude-haiku-4-5-20251001-v1:0', prefixes: ['us', 'eu', 'jp', 'au', 'global'] },
];

/** The models a region most likely has. */
export function bundledModels(region: string): readonly CatalogueModel[] {
  if (partitionName(region) === 'aws-cn') return [];
  return MODELS.map(({ id, inRegion, endOfLife }) => ({
    id,
    onDemand: inRegion === true && CLAUDE_REGIONS.has(region),
    legacy: endOfLife !== undefined,
    endOfLife,
  }));
}

/** The profiles a region most likely has: those of its own geographies, and the global ones. */
export function bundledProfiles(region: string): readonly CatalogueProfile[] {
  const { geographies, global } = regionPrefixes(region);
  const usable = global ? [...geographies, 'global'] : geographies;
  return MODELS.flatMap(({ id, prefixes }) =>
    usable.filter((prefix) => prefixes.includes(prefix)).map((prefix) => bundledProfile(prefix, id, region)),
  );
}

function bundledProfile(prefix: string, modelId: string, region: string): CatalogueProfile {
  const id = `${prefix}.${modelId}`;
  return { id, name: id, kind: 'system', modelIds: [modelId], regions: [prefix === 'global' ? '' : region] };
}
