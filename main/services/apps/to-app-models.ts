import type { ModelEntry } from '../../routing/list-models.ts';
import type { AppModel } from './target.ts';

/** More would drown an app's own list. */
const MOST = 12;

/** Where a model says nothing of itself: what every Claude since the third has had. */
const CONTEXT_TOKENS = 200_000;
const MAX_OUTPUT_TOKENS = 64_000;

const FAMILIES = ['sonnet', 'opus', 'haiku'];

/** The names that apps are told of: the user's combos, then bare ids, the everyday family and the newest first. */
export function toAppModels(entries: readonly ModelEntry[]): readonly AppModel[] {
  const combos = entries.filter(({ kind }) => kind === 'combo');
  const bare = entries.filter(({ kind, name }) => kind === 'bare' && name.includes('claude'));
  const ranked = [...bare].sort((one, other) => familyOf(one) - familyOf(other) || newestFirst(one, other));
  const models = [...combos, ...ranked].map(toAppModel);
  // Versions of one model may end up with one id.
  return models
    .filter(({ id }, index) => models.findIndex((model) => model.id === id) === index)
    .slice(0, MOST);
}

function toAppModel({ name, displayName, contextTokens, maxOutputTokens }: ModelEntry): AppModel {
  return {
    // As Anthropic itself writes it: apps know these ids, and some stumble over a colon.
    id: name.replace(/^anthropic\.(.+?)(?:-v\d+(?::\d+)?)?$/, '$1'),
    name: displayName,
    contextTokens: contextTokens ?? CONTEXT_TOKENS,
    maxOutputTokens: maxOutputTokens ?? MAX_OUTPUT_TOKENS,
  };
}

function familyOf({ name }: ModelEntry): number {
  const index = FAMILIES.findIndex((family) => name.includes(family));
  return index < 0 ? FAMILIES.length : index;
}

function newestFirst(one: ModelEntry, other: ModelEntry): number {
  return versionOf(other).localeCompare(versionOf(one), 'en', { numeric: true });
}

/** `claude-sonnet-4-6-20260101-v1:0` -> `4-6`: a date is no version. */
function versionOf({ name }: ModelEntry): string {
  return (name.match(/(?<!\d)\d{1,2}(?!\d)/g) ?? []).join('-');
}
