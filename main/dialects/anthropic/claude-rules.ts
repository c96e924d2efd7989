import { CLAUDE_MODELS, type ClaudeRules, MODERN_CLAUDE, NEWEST_BY_FAMILY } from './claude-models.ts';

/**
 * The rules of the model that an id names, whatever its form: `us.anthropic.claude-opus-4-6-v1`, `claude-sonnet-4-5@20250929`,
 * `claude-opus-5[1m]`, an ARN that holds such an id. A Claude that is not in the table has the newest rules of its family.
 */
export function claudeRules(modelId: string): ClaudeRules {
  const known = RULES.get(modelId);
  if (known !== undefined) return known;
  const rules = findRules(modelId);
  // Ids come from clients; the few that matter are asked for again and again.
  if (RULES.size < MAX_REMEMBERED) RULES.set(modelId, rules);
  return rules;
}

const RULES = new Map<string, ClaudeRules>();
const MAX_REMEMBERED = 500;

function findRules(modelId: string): ClaudeRules {
  const name = bareName(modelId);
  if (name === undefined) return { ...MODERN_CLAUDE, name: 'claude' };
  const known = Object.hasOwn(CLAUDE_MODELS, name) ? CLAUDE_MODELS[name] : undefined;
  if (known !== undefined) return { ...known, name: `claude-${name}` };
  return { ...newestOf(name), name: `claude-${name}`, displayName: titleOf(name) };
}

/** The same for `api.anthropic.com`, where limits differ from Bedrock's. */
export function firstPartyRules(modelId: string): ClaudeRules {
  const rules = claudeRules(modelId);
  const modern = rules.thinking.adaptive;
  return {
    ...rules,
    maxOutputTokens: modern ? 128_000 : rules.maxOutputTokens,
    structuredOutput: rules.structuredOutput || modern,
    toolNameLength: 128,
  };
}

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0` -> `sonnet-4-5`; undefined when the id names no Claude. */
function bareName(modelId: string): string | undefined {
  const id = modelId.toLowerCase().slice(0, 2048);
  const at = id.lastIndexOf('claude-');
  if (at === -1) return undefined;
  const name = id
    .slice(at + 'claude-'.length)
    .replace(/\[1m\]$/, '')
    .replace(/@.*$/, '')
    .replace(/:\d+[a-z0-9]*(:.*)?$/, '')
    .replace(/-v\d+$/, '')
    .replace(/-(latest|\d{8})$/, '')
    .replaceAll('.', '-')
    .replace(/^([a-z]+-\d+)-0$/, '$1');
  return name === '' ? undefined : modernOrder(name);
}

/** Some catalogues write `claude-4-5-sonnet` for what Anthropic calls `claude-sonnet-4-5`. */
function modernOrder(name: string): string {
  const swapped = /^([4-9](?:-\d)?)-([a-z]+)$/.exec(name);
  return swapped === null ? name : `${swapped[2]}-${swapped[1]}`;
}

function newestOf(name: string): Omit<ClaudeRules, 'name'> {
  const family = NEWEST_BY_FAMILY.find(([word]) => name.includes(word));
  return (family === undefined ? undefined : CLAUDE_MODELS[family[1]]) ?? MODERN_CLAUDE;
}

/** `sonnet-5-5` -> `Claude Sonnet 5.5` */
function titleOf(name: string): string {
  const words = name.replace(/(\d)-(?=\d)/g, '$1.').split('-');
  return ['Claude', ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(' ');
}
