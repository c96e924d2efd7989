import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { Tool } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeToolSchema } from '../anthropic/encode-tool-schema.ts';
import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { present } from '../openai-vocabulary/present.ts';
import { encodeCachePoint } from './encode-blocks.ts';
import type { ConverseContext } from './encode-context.ts';

/** `toolConfig`, and what has to be said in words because the model takes it in no other way. */
export interface EncodedTools {
  readonly tools: readonly JsonObject[];
  readonly choice?: JsonObject;
  readonly hint?: string;
}

/** The request's tools. A history with calls but no tools gets stubs, since Converse refuses it otherwise. @throws AppError */
export function encodeTools(context: ConverseContext, turns: readonly Turn[]): EncodedTools {
  const { request, rules } = context;
  const usable = request.tools.filter((tool) => isUsable(context, tool));
  const named = usable.filter((tool) => request.toolChoice?.allowed?.includes(tool.name) ?? true);
  const called = calledNames(turns);
  const offered = request.toolChoice?.mode === 'none' && called.length === 0 ? [] : named;
  if (rules.tools === 'none' && offered.length + called.length > 0) {
    throw unsupported(
      'tools',
      `${rules.displayName} calls no tools on Bedrock. Choose a model that does, or leave them out.`,
    );
  }
  if (offered.length === 0) {
    refuseForced(context);
    return {
      tools: called.map((name) => stub(context, name)),
      ...(called.length > 0 ? { hint: NO_CALLS } : {}),
    };
  }
  return { tools: offered.flatMap((tool) => encodeTool(context, tool)), ...encodeChoice(context, offered) };
}

const NO_CALLS = 'Do not call any tools now.';

function isUsable({ request, warnings }: ConverseContext, tool: Tool): boolean {
  if (tool.kind !== 'native' || request.dialect === 'bedrock-converse') return true;
  warnings.add('dropped', 'tools', `${tool.name}, which another vendor runs`);
  return false;
}

function refuseForced({ request }: ConverseContext): void {
  const mode = request.toolChoice?.mode;
  if (mode !== 'any' && mode !== 'tool') return;
  throw invalidRequest(
    'tool_choice',
    'tool_choice demands a tool call, but there is no tool the model could call.',
  );
}

function calledNames(turns: readonly Turn[]): readonly string[] {
  const blocks = turns.flatMap((turn) => turn.blocks);
  return [...new Set(blocks.flatMap((block) => (block.type === 'tool-use' ? [block.name] : [])))];
}

function encodeTool(context: ConverseContext, tool: Tool): readonly JsonObject[] {
  const cache = tool.cache === undefined ? [] : encodeCachePoint(context, tool.cache);
  if (context.request.dialect === 'bedrock-converse' && isJsonObject(tool.source))
    return [tool.source, ...cache];
  const { schema, changed } = tool.kind === 'custom' ? FREE_TEXT : encodeToolSchema(tool.inputSchema);
  if (changed) context.warnings.add('approximated', 'tools', `the input schema of ${tool.name}`);
  if (tool.strict === true) context.warnings.add('dropped', 'tools', 'strict');
  const description = tool.description === '' ? undefined : tool.description;
  const name = context.naming.encode(tool.name);
  return [{ toolSpec: present({ name, description, inputSchema: { json: schema } }) }, ...cache];
}

/** A custom tool takes free text; the model gives it as the one member of an object. */
const FREE_TEXT = {
  schema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] },
  changed: false,
} as const;

function stub({ naming }: ConverseContext, name: string): JsonObject {
  return {
    toolSpec: {
      name: naming.encode(name),
      description: 'Used earlier in this conversation; not available now.',
      inputSchema: { json: { type: 'object', properties: {} } },
    },
  };
}

/** `toolChoice`, or the wish in words where the model cannot be forced. `auto` is what Converse does by itself. */
function encodeChoice(
  context: ConverseContext,
  offered: readonly Tool[],
): Pick<EncodedTools, 'choice' | 'hint'> {
  const { request, rules, naming, warnings } = context;
  const { toolChoice: choice } = request;
  if (choice?.parallel === false) {
    warnings.add('dropped', 'parallel_tool_calls', 'Converse cannot hold a model to one call at a time');
  }
  const inWords = (hint: string) => {
    warnings.add('approximated', 'tool_choice', `${rules.displayName} was asked in words`);
    return { hint };
  };
  switch (choice?.mode) {
    case undefined:
    case 'auto':
      return {};
    case 'none':
      return inWords(NO_CALLS);
    case 'any':
      return rules.forcedTool === 'none'
        ? inWords('Answer by calling one of the tools.')
        : { choice: { any: {} } };
    case 'tool': {
      const { name = '' } = choice;
      if (!offered.some((tool) => tool.name === name)) {
        throw invalidRequest('tool_choice', `tool_choice names "${name}", which is not among the tools.`);
      }
      const encoded = naming.encode(name);
      return rules.forcedTool === 'named'
        ? { choice: { tool: { name: encoded } } }
        : inWords(`Answer by calling the tool ${encoded}.`);
    }
  }
}
