import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, readOptionalString, readString } from '../../core/read-field.ts';
import { decodeCustomCall, decodeFunctionCall, decodeNativeCall } from './decode-calls.ts';
import {
  decodeLocalShellOutput,
  decodeOutput,
  decodePatchOutput,
  decodeShellOutput,
} from './decode-outputs.ts';
import { decodeContent, decodeInstructions, hasForeignPart } from './decode-parts.ts';
import { decodeReasoningItem, opaqueItem } from './decode-reasoning-item.ts';
import { groupItems, type ItemBlocks } from './group-items.ts';

export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
}

/** `input`: the instructions it begins with apart, the rest as turns, in place. @throws AppError naming the field */
export function decodeInput(input: unknown): Conversation {
  if (typeof input === 'string') return { system: [], messages: [userMessage(input)] };
  const items = asArray(input, 'input');
  if (items.length === 0) throw invalidRequest('input', 'input must hold at least one item.');
  const context: Context = { callIds: new Map() };
  const decoded = items.map((value, i) => {
    const path = `input[${i}]`;
    return decodeItem(asObject(value, path), path, context);
  });
  const start = decoded.findIndex(({ kind }) => kind !== 'instructions' && kind !== 'nothing');
  const leading = start === -1 ? decoded : decoded.slice(0, start);
  return {
    system: leading.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'text')),
    messages: start === -1 ? [] : groupItems(decoded.slice(start)),
  };
}

interface Context {
  /** Ids of local shell calls as items -> their `call_id`. */
  readonly callIds: Map<string, string>;
}

function userMessage(text: string): Message {
  if (text === '') throw invalidRequest('input', 'input must not be empty.');
  return {
    role: 'user',
    content: [{ type: 'text', text, source: text }],
    source: [{ role: 'user', content: text }],
  };
}

function decodeItem(item: JsonObject, path: string, context: Context): ItemBlocks {
  const type =
    readOptionalString(item, 'type', path) ?? (item['role'] == null ? 'item_reference' : 'message');
  const decode = DECODERS.get(type);
  if (decode !== undefined) return decode(item, path, context);
  // Calls of tools that OpenAI runs, and items of a later version: of use to OpenAI alone.
  return {
    kind: OPAQUE_RESULTS.has(type) ? 'results' : 'answer',
    blocks: [opaqueItem(item, type)],
    source: item,
  };
}

const OPAQUE_RESULTS: ReadonlySet<string> = new Set([
  'computer_call_output',
  'mcp_approval_response',
  'tool_search_output',
]);

type ItemDecoder = (item: JsonObject, path: string, context: Context) => ItemBlocks;

const DECODERS: ReadonlyMap<string, ItemDecoder> = new Map<string, ItemDecoder>([
  ['message', decodeMessage],
  ['reasoning', (item) => answer(item, ...decodeReasoningItem(item))],
  ['function_call', (item, path) => answer(item, decodeFunctionCall(item, path))],
  ['custom_tool_call', (item, path) => answer(item, decodeCustomCall(item, path))],
  ['local_shell_call', decodeLocalShellCall],
  ['shell_call', (item, path) => answer(item, decodeNativeCall('shell', item, path))],
  ['apply_patch_call', (item, path) => answer(item, decodeNativeCall('apply_patch', item, path))],
  ['function_call_output', (item, path) => results(item, decodeOutput(item, path))],
  ['custom_tool_call_output', (item, path) => results(item, decodeOutput(item, path))],
  [
    'local_shell_call_output',
    (item, path, { callIds }) => results(item, decodeLocalShellOutput(item, path, callIds)),
  ],
  ['shell_call_output', (item, path) => results(item, decodeShellOutput(item, path))],
  ['apply_patch_call_output', (item, path) => results(item, decodePatchOutput(item, path))],
  // Its tools were read with the others.
  ['additional_tools', (item) => ({ kind: 'nothing', blocks: [], source: item })],
  [
    'item_reference',
    (_item, path) => refuse(path, 'points to an item that OpenAI stores. Send the item itself.'),
  ],
  [
    'compaction',
    (_item, path) => refuse(path, 'is a conversation that only OpenAI can read. Send it in full.'),
  ],
  ['compaction_trigger', (_item, path) => refuse(path, 'asks for a compaction, which only OpenAI can do.')],
  [
    'configuration_update',
    (_item, path) => refuse(path, 'is a configuration_update, which only OpenAI knows.'),
  ],
]);

function decodeMessage(item: JsonObject, path: string): ItemBlocks {
  const role = readString(item, 'role', path);
  const contentPath = `${path}.content`;
  const { content } = item;
  const source = hasForeignPart(content) ? undefined : item;
  switch (role) {
    case 'user':
      return { kind: 'question', blocks: decodeContent(content, contentPath), source };
    case 'assistant':
      return { kind: 'answer', blocks: decodeContent(content, contentPath), source };
    case 'system':
    case 'developer':
      return { kind: 'instructions', blocks: decodeInstructions(content, contentPath), source };
    default:
      throw invalidRequest(
        `${path}.role`,
        `${path}.role must be user, assistant, system or developer; it is "${role}".`,
      );
  }
}

function decodeLocalShellCall(item: JsonObject, path: string, { callIds }: Context): ItemBlocks {
  const block = decodeNativeCall('local_shell', item, path);
  const id = readOptionalString(item, 'id', path);
  if (id !== undefined) callIds.set(id, block.id);
  return answer(item, block);
}

function answer(source: JsonObject, ...blocks: ContentBlock[]): ItemBlocks {
  return { kind: 'answer', blocks, source };
}

function results(source: JsonObject, block: ContentBlock): ItemBlocks {
  return { kind: 'results', blocks: [block], source: block.source === undefined ? undefined : source };
}

function refuse(path: string, what: string): never {
  throw unsupported(path, `${path} ${what}`);
}
