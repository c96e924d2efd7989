import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { Message, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, readOptionalString, readString } from '../../core/read-field.ts';
import { cacheLast, decodeCache } from './decode-cache.ts';
import { decodeFunctionCall, decodeToolCalls } from './decode-calls.ts';
import { decodeContent, decodeInstructions, hasForeignPart } from './decode-parts.ts';
import { decodeThinking } from './decode-thinking.ts';
import { decodeToolMessage } from './decode-tool-message.ts';

export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
}

/** `messages`: the leading instructions apart, the rest one hub message each, in place. @throws AppError */
export function decodeMessages(value: unknown, warnings: Warning[]): Conversation {
  const list = asArray(value, 'messages');
  if (list.length === 0) throw invalidRequest('messages', 'messages must hold at least one message.');
  const system: TextBlock[] = [];
  const messages: Message[] = [];
  const context: Context = { warnings, functionCallId: '' };
  for (const [i, item] of list.entries()) {
    const path = `messages[${i}]`;
    const wire = asObject(item, path);
    const role = readString(wire, 'role', path);
    if (messages.length === 0 && INSTRUCTIONS.has(role)) system.push(...leadingInstructions(wire, path));
    else messages.push(messageDecoder(role, path)(wire, path, context));
  }
  return { system, messages };
}

interface Context {
  readonly warnings: Warning[];
  /** The id given to the latest `function_call`, which the next `function` message answers. */
  functionCallId: string;
}

type MessageDecoder = (wire: JsonObject, path: string, context: Context) => Message;

const INSTRUCTIONS: ReadonlySet<string> = new Set(['system', 'developer']);

const DECODERS: ReadonlyMap<string, MessageDecoder> = new Map<string, MessageDecoder>([
  ['system', decodeInstruction],
  ['developer', decodeInstruction],
  ['user', decodeUser],
  ['assistant', decodeAssistant],
  ['tool', (wire, path) => decodeToolMessage(wire, path, readString(wire, 'tool_call_id', path))],
  ['function', (wire, path, context) => withoutSource(decodeToolMessage(wire, path, context.functionCallId))],
]);

function messageDecoder(role: string, path: string): MessageDecoder {
  const decode = DECODERS.get(role);
  if (decode !== undefined) return decode;
  const known = [...DECODERS.keys()].join(', ');
  throw invalidRequest(`${path}.role`, `${path}.role must be one of ${known}; it is "${role}".`);
}

function leadingInstructions(wire: JsonObject, path: string): readonly TextBlock[] {
  const blocks = decodeInstructions(wire['content'], `${path}.content`);
  const { content } = wire;
  // A string has no part to be its block's source: the string itself is.
  const sourced =
    typeof content === 'string' ? blocks.map((block) => ({ ...block, source: content })) : blocks;
  return cacheLast(sourced, decodeCache(wire));
}

function decodeInstruction(wire: JsonObject, path: string): Message {
  const blocks = decodeInstructions(wire['content'], `${path}.content`);
  return { ...frame(wire), role: 'system', content: cacheLast(blocks, decodeCache(wire)) };
}

/** `null` is what some clients write for an empty turn; a turn without the member is a mistake in the request. */
function decodeUser(wire: JsonObject, path: string): Message {
  if (wire['content'] === undefined) {
    throw invalidRequest(
      `${path}.content`,
      `${path}.content is missing: a user message needs its text or parts.`,
    );
  }
  const blocks = decodeContent(wire['content'], `${path}.content`, 'user');
  return { ...frame(wire), role: 'user', content: cacheLast(blocks, decodeCache(wire)) };
}

function decodeAssistant(wire: JsonObject, path: string, context: Context): Message {
  if (wire['audio'] != null) context.warnings.push({ code: 'dropped', param: `${path}.audio` });
  const calls = decodeFunctionCall(wire, path, `call_${path.replace(/\D/g, '')}`);
  context.functionCallId = calls[0]?.id ?? context.functionCallId;
  const refusal = readOptionalString(wire, 'refusal', path) ?? '';
  const blocks = [
    ...decodeThinking(wire),
    ...decodeContent(wire['content'], `${path}.content`, 'assistant'),
    ...decodeContent(refusal, `${path}.refusal`, 'assistant'),
    ...decodeToolCalls(wire, path),
    ...calls,
  ];
  const message: Message = {
    ...frame(wire),
    role: 'assistant',
    content: cacheLast(blocks, decodeCache(wire)),
  };
  return calls.length > 0 ? withoutSource(message) : message;
}

/** Members that became blocks, or say nothing beyond them. */
const HUB_MEMBERS: ReadonlySet<string> = new Set([
  'role',
  'content',
  'tool_calls',
  'function_call',
  'refusal',
  'cache_control',
]);

/** What every message keeps: members the hub does not name, and the original unless it is not proper OpenAI. */
function frame(wire: JsonObject): Pick<Message, 'extensions' | 'source'> {
  const rest = Object.entries(wire).filter(([key, value]) => !HUB_MEMBERS.has(key) && value != null);
  return {
    extensions: rest.length > 0 ? { 'openai-chat': Object.fromEntries(rest) } : undefined,
    source: hasForeignPart(wire['content']) ? undefined : wire,
  };
}

function withoutSource(message: Message): Message {
  return { ...message, source: undefined };
}
