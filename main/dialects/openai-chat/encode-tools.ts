import { unsupported } from '../../core/app-error.ts';
import type { Tool, ToolChoice, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from './encode-settings.ts';
import type { WireNames } from './wire-names.ts';

/** What encoding one request shares. */
export interface EncodingContext {
  readonly names: WireNames;
  readonly warnings: Warning[];
  /** The request came in this dialect: each `source` in it may be sent as it is. */
  readonly isOwn: boolean;
}

/** `tools`. Free-text tools go as functions with one argument; another vendor's own tools cannot go at all. */
export function encodeTools(tools: readonly Tool[], context: EncodingContext): JsonObject[] {
  return tools.flatMap((tool) => {
    if (tool.kind === 'native') {
      context.warnings.push({
        code: 'dropped',
        param: 'tools',
        detail: `${tool.name} runs only at its own vendor`,
      });
      return [];
    }
    const { description, inputSchema: parameters } = tool;
    // Never switched on by us: it demands closed schemas.
    const strict = tool.strict === true ? true : undefined;
    const called = present({ name: context.names.encode(tool.name), description, parameters, strict });
    return [{ type: 'function', function: called }];
  });
}

/** `tool_choice`; undefined when the default will do. */
export function encodeToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
  context: EncodingContext,
): unknown {
  if (choice === undefined) return undefined;
  if (choice.mode === 'tool') return encodeNamed(choice.name ?? '', tools, context);
  const mode = choice.mode === 'any' ? 'required' : choice.mode;
  if (choice.allowed === undefined || mode === 'none') return mode;
  const allowed = choice.allowed.map((name) => encodeNamed(name, tools, context));
  return { type: 'allowed_tools', allowed_tools: { mode, tools: allowed } };
}

function encodeNamed(name: string, tools: readonly Tool[], context: EncodingContext): JsonObject {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined || tool.kind === 'native') {
    throw unsupported('tool_choice', `tool_choice names "${name}", which this provider cannot run.`);
  }
  const isCustom = context.isOwn && tool.kind === 'custom';
  if (isCustom) return { type: 'custom', custom: { name } };
  return { type: 'function', function: { name: context.names.encode(name) } };
}
