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
  /** Call id -> the type of the item that makes the call, for all calls of the conversation. */
  readonly callTypes: ReadonlyMap<string, string>;
}

/** `tools`. Another vendor's own tools cannot go at all. */
export function encodeTools(tools: readonly Tool[], { names, warnings }: EncodingContext): JsonObject[] {
  return tools.flatMap((tool) => {
    if (tool.kind === 'native') {
      const detail = `${tool.name} runs only at its own vendor`;
      warnings.push({ code: 'dropped', param: 'tools', detail });
      return [];
    }
    const { description } = tool;
    const name = names.encode(tool.name);
    if (tool.kind === 'custom') return [present({ type: 'custom', name, description })];
    // Left out, OpenAI would try to make the schema strict.
    const strict = tool.strict === true;
    return [present({ type: 'function', name, description, parameters: tool.inputSchema, strict })];
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
  return { type: 'allowed_tools', mode, tools: allowed };
}

function encodeNamed(name: string, tools: readonly Tool[], { names }: EncodingContext): JsonObject {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined || tool.kind === 'native') {
    throw unsupported('tool_choice', `tool_choice names "${name}", which this provider cannot run.`);
  }
  return { type: tool.kind, name: names.encode(name) };
}
