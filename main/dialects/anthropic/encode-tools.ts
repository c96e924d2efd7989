import { invalidRequest } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { encodeCache } from './encode-blocks.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeToolSchema } from './encode-tool-schema.ts';

/** `tools` and `tool_choice`; no tools means neither member is sent. */
export interface EncodedTools {
  readonly tools: readonly unknown[];
  readonly toolChoice?: JsonObject;
}

/** Another dialect's tools. A history with calls but no tools gets stubs, since Claude refuses it otherwise. */
export function encodeTools(context: EncodeContext, turns: readonly Turn[]): EncodedTools {
  const { request } = context;
  const usable = request.tools.filter((tool) => isUsable(context, tool));
  const tools = usable.filter((tool) => request.toolChoice?.allowed?.includes(tool.name) ?? true);
  if (tools.length > 0) {
    const toolChoice = encodeToolChoice(context, request.toolChoice, tools);
    return { tools: tools.map((tool) => encodeTool(context, tool)), toolChoice };
  }
  if (request.toolChoice?.mode === 'any' || request.toolChoice?.mode === 'tool') {
    throw invalidRequest(
      'tool_choice',
      'tool_choice demands a tool call, but there is no tool Claude could call.',
    );
  }
  const stubs = stubsFor(context, turns);
  return stubs.length === 0 ? { tools: [] } : { tools: stubs, toolChoice: { type: 'none' } };
}

/** One tool; the client's own goes as it is, but for a name that Claude does not take. */
export function encodeTool(context: EncodeContext, tool: Tool): unknown {
  const name = tool.kind === 'native' ? tool.name : context.naming.encode(tool.name);
  if (context.request.dialect === 'anthropic' && isJsonObject(tool.source)) {
    return name === tool.name ? tool.source : { ...tool.source, name };
  }
  const { schema, changed } = tool.kind === 'custom' ? FREE_TEXT : encodeToolSchema(tool.inputSchema);
  if (changed) context.warnings.add('approximated', 'tools', `the input schema of ${tool.name}`);
  if (tool.strict === true) context.warnings.add('dropped', 'tools', 'strict');
  return {
    name,
    ...(tool.description === undefined || tool.description === '' ? {} : { description: tool.description }),
    input_schema: schema,
    ...(tool.cache === undefined ? {} : { cache_control: encodeCache(tool.cache) }),
  };
}

/** `tool_choice` in Anthropic's words; `parallel` rides in it. */
function encodeToolChoice(
  context: EncodeContext,
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
): JsonObject | undefined {
  if (choice === undefined) return undefined;
  const single = choice.parallel === false ? { disable_parallel_tool_use: true } : {};
  switch (choice.mode) {
    case 'auto':
      return choice.parallel === false ? { type: 'auto', ...single } : { type: 'auto' };
    case 'any':
      return { type: 'any', ...single };
    case 'none':
      return { type: 'none' };
    case 'tool':
      if (!tools.some((tool) => tool.name === choice.name)) {
        throw invalidRequest(
          'tool_choice',
          `tool_choice names "${choice.name}", which is not among the tools.`,
        );
      }
      return { type: 'tool', name: context.naming.encode(choice.name ?? ''), ...single };
  }
}

/** A custom tool takes free text; Claude gives it as the one member of an object. */
const FREE_TEXT = {
  schema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] },
  changed: false,
} as const;

function isUsable(context: EncodeContext, tool: Tool): boolean {
  if (tool.kind !== 'native' || context.request.dialect === 'anthropic') return true;
  context.warnings.add('dropped', 'tools', `${tool.name}, which another vendor runs`);
  return false;
}

function stubsFor(context: EncodeContext, turns: readonly Turn[]): readonly JsonObject[] {
  const blocks = turns.flatMap((turn) => turn.blocks);
  const names = new Set(blocks.flatMap((block) => (block.type === 'tool-use' ? [block.name] : [])));
  return [...names].map((name) => ({
    name: context.naming.encode(name),
    description: 'Used earlier in this conversation; not available now.',
    input_schema: { type: 'object', properties: {} },
  }));
}
