import type { ChatRequest, Tool } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { offeredTools } from '../openai-vocabulary/offered-tools.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';
import type { WireNames } from '../openai-vocabulary/wire-names.ts';
import { encodeToolSchema } from './encode-tool-schema.ts';

/** What encoding one request shares. */
export interface EncodingContext {
  readonly names: WireNames;
  readonly warnings: WarningList;
  /** The service's own id of the model. */
  readonly model: string;
}

export interface EncodedTools {
  readonly tools: readonly JsonObject[];
  /** Descriptions too long for their place, for the instructions. */
  readonly described: readonly string[];
}

/** Characters that the service takes of a tool's description (third parties agree on it). */
const LONGEST_DESCRIPTION = 10_237;

/** `tools` of the current message: those that may be called, and a stub for every other name that the history calls. */
export function encodeTools(request: ChatRequest, context: EncodingContext): EncodedTools {
  const described: string[] = [];
  const offered = offeredTools(request, 'Kiro', context.warnings);
  const tools = offered.flatMap((tool) => {
    const entry = encodeTool(tool, context, described);
    return tool.cache === undefined ? [entry] : [entry, { cachePoint: { type: 'default' } }];
  });
  const stubs = calledNames(request)
    .filter((name) => !offered.some((tool) => tool.name === name))
    .map((name) => specify(context.names.encode(name), name, { type: 'object', properties: {} }));
  return { tools: [...tools, ...stubs], described };
}

function encodeTool(tool: Tool, { names }: EncodingContext, described: string[]): JsonObject {
  const name = names.encode(tool.name);
  const description = tool.description?.trim() || tool.name;
  const schema = encodeToolSchema(tool.inputSchema);
  if (description.length <= LONGEST_DESCRIPTION) return specify(name, description, schema);
  described.push(`What the tool ${name} does:\n${description}`);
  return specify(name, `The instructions at the beginning say what ${name} does.`, schema);
}

function specify(name: string, description: string, json: JsonObject): JsonObject {
  return { toolSpecification: { name, description, inputSchema: { json } } };
}

function calledNames(request: ChatRequest): string[] {
  const called = request.messages.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === 'tool-use' ? [block.name] : [])),
  );
  return [...new Set(called)];
}
