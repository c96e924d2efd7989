import type { VertexProviderConfig } from '../../../contract/config.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { claudeCapabilities } from '../../dialects/anthropic/claude-capabilities.ts';
import { claudeRules } from '../../dialects/anthropic/claude-rules.ts';
import {
  bareModelName,
  decodeClaudeName,
  encodeClaudeName,
  publisherOf,
} from '../../dialects/vertex/model-name.ts';

/** Vertex lists no partner models. Ids of Anthropic's documentation for Vertex, November 2026. */
const CLAUDES: readonly string[] = [
  'claude-fable-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-opus-4-6',
  'claude-opus-4-5@20251101',
  'claude-opus-4-1@20250805',
  'claude-sonnet-5',
  'claude-sonnet-4-6',
  'claude-sonnet-4-5@20250929',
  'claude-haiku-4-5@20251001',
];

/** Where Google's own list cannot be had. */
const GEMINIS: readonly string[] = [
  'gemini-3-pro-preview',
  'gemini-3-flash-preview',
  'gemini-2.5-pro',
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
];

type Place = Pick<VertexProviderConfig, 'location' | 'models'>;

/** The model a name stands for: a Claude in any of its spellings, or a Gemini; undefined for any other name. */
export function resolveVertexModel(name: string, place: Place): ResolvedModel | undefined {
  const plain = name.replace(/\[1m\]$/i, '');
  const target = (Object.hasOwn(place.models, plain) ? place.models[plain] : undefined) ?? plain;
  const bare = bareModelName(target);
  if (publisherOf(bare) === 'anthropic') return resolveClaude(bare, place);
  return /^gemini-[A-Za-z0-9.@-]+$/.test(bare) ? describeGemini(bare, place) : undefined;
}

/** The Claudes of the table, which the project may or may not have enabled. */
export function listClaudes(place: Place): readonly ResolvedModel[] {
  return CLAUDES.map((id) => describeClaude(id, place));
}

/** The Geminis every project has. */
export function knownGeminis(place: Place): readonly ResolvedModel[] {
  return GEMINIS.map((id) => describeGemini(id, place));
}

/** A Gemini by its id. */
export function describeGemini(id: string, place: Place, displayName = id): ResolvedModel {
  return { id, baseId: `google.${id}`, displayName, ...reach(place) };
}

const BEDROCK_FORM = /^(?:[a-z-]{2,7}\.)?anthropic\.(claude-[a-z0-9.-]+?)(?:-v\d+(?::\d+)?)?$/;

/** With the date of the table where the name has none and Vertex wants one. */
function resolveClaude(name: string, place: Place): ResolvedModel | undefined {
  const own = decodeClaudeName(name);
  const plain = BEDROCK_FORM.exec(own)?.[1] ?? own;
  if (!plain.startsWith('claude-')) return undefined;
  const dated = CLAUDES.find((id) => id.split('@')[0] === plain);
  return describeClaude(dated ?? encodeClaudeName(plain), place);
}

function describeClaude(id: string, place: Place): ResolvedModel {
  const rules = claudeRules(id);
  const { displayName, contextTokens, maxOutputTokens } = rules;
  const baseId = `anthropic.${decodeClaudeName(id)}`;
  const capabilities = claudeCapabilities(rules);
  return { id, baseId, displayName, contextTokens, maxOutputTokens, capabilities, ...reach(place) };
}

/** A region keeps the data; the multi-regions and `global` do not. */
function reach({ location }: Place): Pick<ResolvedModel, 'scope' | 'geography'> {
  if (location === 'global') return { scope: 'global', geography: 'global' };
  if (location === 'us' || location === 'eu') return { scope: 'geo', geography: location };
  return { scope: 'in-region', geography: geographyOf(location) };
}

const GEOGRAPHIES: readonly (readonly [start: string, geography: string])[] = [
  ['us-', 'us'],
  ['europe-', 'eu'],
  ['asia-northeast1', 'jp'],
  ['asia-northeast2', 'jp'],
  ['australia-', 'au'],
  ['asia-', 'apac'],
  ['northamerica-northeast', 'ca'],
];

/** In the words of the other providers' residency; London and Zurich are not in the union. */
function geographyOf(location: string): string {
  if (location === 'europe-west2') return 'uk';
  if (location === 'europe-west6') return 'ch';
  const found = GEOGRAPHIES.find(([start]) => location.startsWith(start));
  return found?.[1] ?? location.split('-')[0] ?? location;
}
