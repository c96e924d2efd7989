import type { ContentBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { hoistSystem } from './arrange-turns.ts';
import { encodeBlock, isSendable } from './encode-blocks.ts';
import type { EncodeContext, EncodedBody } from './encode-context.ts';
import { encodeOutput } from './encode-output.ts';
import { repairModel } from './encode-own-model.ts';
import { encodeTool } from './encode-tools.ts';

/** The client's own body with only those members replaced that the model would refuse. */
export function encodeOwnRequest(context: EncodeContext, source: JsonObject): EncodedBody {
  const { system, messages } = hoistSystem(context);
  const tools = ownTools(context, source);
  const output = emulated(context, tools);
  const hint: readonly ContentBlock[] =
    output?.hint === undefined ? [] : [{ type: 'text', text: output.hint }];
  const edits = new Map<string, unknown>([
    ['model', undefined],
    ['stream', undefined],
    ['betas', undefined],
    ['messages', messages.flatMap((message) => encodeMessage(context, message))],
    ...repairModel(context, source, output),
  ]);
  if (system.length + hint.length > 0) edits.set('system', encodeContent(context, [...system, ...hint]));
  if (tools.tools.length > 0) edits.set('tools', output?.tools ?? tools.tools);
  else if (output !== undefined) edits.set('tools', output.tools);
  if (output !== undefined) edits.set('tool_choice', output.toolChoice);
  else if (tools.toolChoice !== undefined) edits.set('tool_choice', tools.toolChoice);
  return { body: applyEdits(source, edits), outputTool: output?.outputTool };
}

/** Structured output by a tool, where the model has no other; undefined when the body may stay as it is. */
function emulated(context: EncodeContext, tools: OwnTools) {
  const needed = context.request.output !== undefined && !context.rules.structuredOutput;
  return needed ? encodeOutput(context, tools) : undefined;
}

interface OwnTools {
  readonly tools: readonly unknown[];
  readonly toolChoice?: JsonObject;
}

function ownTools(context: EncodeContext, source: JsonObject): OwnTools {
  const tools = context.request.tools.map((tool) => encodeTool(context, tool));
  const sent = source['tool_choice'];
  if (!isJsonObject(sent)) return { tools };
  const { name } = sent;
  const isNative = context.request.tools.some((tool) => tool.kind === 'native' && tool.name === name);
  if (typeof name !== 'string' || isNative) return { tools, toolChoice: sent };
  const encoded = context.naming.encode(name);
  return { tools, toolChoice: encoded === name ? sent : { ...sent, name: encoded } };
}

/** A message as the client sent it, unless a block of it was altered or must be. */
function encodeMessage(context: EncodeContext, message: Message): readonly unknown[] {
  if (isJsonObject(message.source) && message.content.every((block) => staysAsItIs(context, block))) {
    return [message.source];
  }
  const rest = message.extensions?.anthropic;
  const content = encodeContent(context, message.content);
  if (content.length === 0) return [];
  return [{ role: message.role, ...(isJsonObject(rest) ? rest : {}), content }];
}

function staysAsItIs(context: EncodeContext, block: ContentBlock): boolean {
  if (!isSendable(context, block)) return false;
  return block.type !== 'tool-use' || context.naming.encode(block.name) === block.name;
}

/** A lone string stays a string: it is how the client wrote its text. */
function encodeContent(context: EncodeContext, blocks: readonly ContentBlock[]): string | readonly unknown[] {
  const [only] = blocks;
  if (blocks.length === 1 && typeof only?.source === 'string') return only.source;
  return blocks.map((block) => encodeBlock(context, block)).filter((block) => block !== undefined);
}

/** Members in the client's order; an edit of undefined takes the member away, one the client lacks comes last. */
function applyEdits(source: JsonObject, edits: ReadonlyMap<string, unknown>): JsonObject {
  const kept = Object.entries(source).map(
    ([key, value]) => [key, edits.has(key) ? edits.get(key) : value] as const,
  );
  const added = [...edits].filter(([key]) => !Object.hasOwn(source, key));
  return Object.fromEntries([...kept, ...added].filter(([, value]) => value !== undefined));
}
