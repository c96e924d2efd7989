import { CONVERSE_MODELS, type ConverseRules, UNKNOWN } from './converse-models.ts';

/**
 * The rules of the model that an id names: `us.amazon.nova-pro-v1:0`, `openai.gpt-oss-120b-1:0`, an ARN that holds such
 * an id. One that is not in the table is taken to be able to do everything, until Bedrock says otherwise.
 */
export function converseRules(modelId: string): ConverseRules {
  const known = RULES.get(modelId);
  if (known !== undefined) return known;
  const rules = findRules(modelId);
  // Ids come from clients; the few that matter are asked for again and again.
  if (RULES.size < MAX_REMEMBERED) RULES.set(modelId, rules);
  return rules;
}

const RULES = new Map<string, ConverseRules>();
const MAX_REMEMBERED = 500;

/** Vendors whose models Converse serves beside Claude's, as ids begin; the region prefix of a profile comes before. */
const VENDORS = [
  ...new Set(CONVERSE_MODELS.map(([id]) => id.slice(0, id.indexOf('.') + 1)).filter((one) => one !== '')),
];

function findRules(modelId: string): ConverseRules {
  const name = modelName(modelId);
  const row = CONVERSE_MODELS.filter(([start]) => name.startsWith(start)).toSorted(byLength)[0];
  if (row === undefined) return { ...UNKNOWN, name, displayName: name };
  const [, displayName, traits, contextTokens, maxOutputTokens] = row;
  return {
    ...traits,
    name,
    displayName,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

function byLength(
  a: readonly [id: string, ...rest: unknown[]],
  b: readonly [id: string, ...rest: unknown[]],
): number {
  return b[0].length - a[0].length;
}

/** True when the id names a vendor of the table. */
export function isKnownVendor(modelId: string): boolean {
  return VENDORS.some((vendor) => indexOfVendor(modelId, vendor) !== -1);
}

/** `us.amazon.nova-pro-v1:0` -> `amazon.nova-pro`; `openai.gpt-oss-120b-1:0` -> `openai.gpt-oss-120b`. */
export function modelName(modelId: string): string {
  const id = modelId.slice(modelId.lastIndexOf('/') + 1).toLowerCase();
  const at = VENDORS.map((vendor) => indexOfVendor(id, vendor)).find((index) => index !== -1) ?? 0;
  return id
    .slice(at)
    .replace(/:\d+[a-z0-9]*(:.*)?$/, '')
    .replace(/-(v\d+|1)$/, '')
    .replace(/-instruct$/, '');
}

/** Where the vendor's name stands at the beginning or behind a region prefix. */
function indexOfVendor(id: string, vendor: string): number {
  if (id.startsWith(vendor)) return 0;
  const at = id.indexOf(`.${vendor}`);
  return at === -1 ? -1 : at + 1;
}
