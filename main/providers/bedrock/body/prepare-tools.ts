import { unsupported } from '../../../core/app-error.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import type { ClaudeRules } from '../../../dialects/anthropic/claude-models.ts';
import type { WarningList } from '../../../dialects/openai-vocabulary/warning-list.ts';
import { mayCarry } from './beta-flags.ts';
import { mapKept } from './map-kept.ts';
import { prepareCache } from './prepare-cache.ts';
import { CLIENT_TOOLS, TOOL_ARTEFACTS, TOOL_FLAGS, TOOL_UPGRADES } from './refused-fields.ts';
import { withoutKeys } from './without-keys.ts';

/** `tools` and `tool_choice` as they may be offered on Bedrock. */
export interface OfferedTools {
  readonly tools: unknown;
  readonly toolChoice: unknown;
  /** Flags that the tools need. */
  readonly flags: readonly string[];
  /** Bedrock's name of a tool -> the client's, where they differ. */
  readonly renamed: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Leaves out tools that only Anthropic's servers run, and upgrades retired versions.
 * @throws AppError unsupported when the request forces a tool that is left out.
 */
export function offerTools(body: JsonObject, warnings: WarningList): OfferedTools {
  const { tools, tool_choice: toolChoice } = body;
  if (!Array.isArray(tools)) return { tools, toolChoice, flags: [], renamed: NONE };
  const renamed = new Map<string, string>();
  const kept = mapKept(tools, (tool, index) => offerTool(tool, `tools[${index}]`, { warnings, renamed }));
  const flags = new Set(kept.flatMap(flagsOf));
  if (kept.length < tools.length) checkChoice(toolChoice, kept);
  if (kept.length === 0) return { tools: undefined, toolChoice: undefined, flags: [], renamed };
  return { tools: kept, toolChoice: renameChoice(toolChoice, renamed), flags: [...flags], renamed };
}

interface Offering {
  readonly warnings: WarningList;
  readonly renamed: Map<string, string>;
}

function offerTool(tool: unknown, path: string, { warnings, renamed }: Offering): unknown {
  const type = isJsonObject(tool) ? tool['type'] : undefined;
  if (!isJsonObject(tool) || typeof type !== 'string' || type === 'custom') return tool;
  if (!CLIENT_TOOLS.test(type)) {
    warnings.add('dropped', path, `${type} runs on Anthropic's servers, not on Bedrock`);
    return undefined;
  }
  const upgrade = Object.hasOwn(TOOL_UPGRADES, type) ? TOOL_UPGRADES[type] : undefined;
  if (upgrade === undefined) return tool;
  warnings.add('changed', path, `${type} was sent as ${upgrade.type}`);
  const { name } = tool;
  if (typeof name === 'string' && name !== upgrade.name) renamed.set(upgrade.name, name);
  return { ...tool, ...upgrade };
}

function flagsOf(tool: unknown): string[] {
  if (!isJsonObject(tool)) return [];
  const { type } = tool;
  const own = TOOL_FLAGS.filter(([start]) => typeof type === 'string' && type.startsWith(start));
  const eager = tool['eager_input_streaming'] === true ? ['fine-grained-tool-streaming-2025-05-14'] : [];
  return [...own.map(([, flag]) => flag), ...eager];
}

function checkChoice(choice: unknown, kept: readonly unknown[]): void {
  if (!isJsonObject(choice)) return;
  const named = choice['type'] === 'tool';
  const missing = named && !kept.some((tool) => isJsonObject(tool) && tool['name'] === choice['name']);
  if (!missing && (kept.length > 0 || choice['type'] !== 'any')) return;
  throw unsupported(
    'tool_choice',
    `tool_choice demands ${named ? `the tool "${String(choice['name'])}"` : 'a tool'}, which only Anthropic's own API can run. Use a tool of your own, or a provider that calls Anthropic directly.`,
  );
}

function renameChoice(choice: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (renamed.size === 0 || !isJsonObject(choice)) return choice;
  const own = [...renamed].find(([, name]) => name === choice['name']);
  return own === undefined ? choice : { ...choice, name: own[0] };
}

export interface ToolRules {
  readonly rules: ClaudeRules;
  readonly flags: ReadonlySet<string>;
  readonly warnings: WarningList;
}

/** Strips from each tool the members that the model or the endpoint refuses. */
export function prepareTools(tools: unknown, context: ToolRules): unknown {
  if (!Array.isArray(tools)) return tools;
  return mapKept(tools, (tool, index) =>
    isJsonObject(tool) ? prepareTool(tool, `tools[${index}]`, context) : tool,
  );
}

function prepareTool(tool: JsonObject, path: string, { rules, flags, warnings }: ToolRules): JsonObject {
  const refused: string[] = [];
  // Refused where the model has no structured output, i.e. on Opus 4.7 and later.
  if (tool['strict'] !== undefined && !rules.structuredOutput) refused.push('strict');
  if (tool['defer_loading'] !== undefined && !mayCarry('defer_loading', flags)) refused.push('defer_loading');
  if (tool['input_examples'] !== undefined && !mayCarry('input_examples', flags))
    refused.push('input_examples');
  if (tool['allowed_callers'] !== undefined) refused.push('allowed_callers');
  for (const key of refused) warnings.add('dropped', `${path}.${key}`);
  return prepareCache(withoutKeys(tool, [...refused, ...TOOL_ARTEFACTS]), path, { rules, warnings });
}
