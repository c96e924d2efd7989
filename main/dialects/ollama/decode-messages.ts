import { invalidRequest } from '../../core/app-error.ts';
import type { ContentBlock, TextBlock, ThinkingBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asObject, readOptionalArray, readOptionalString, readString } from '../../core/read-field.ts';
import { decodeImages } from './decode-images.ts';
import { PendingCalls } from './pending-calls.ts';

export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
}

/** `messages`: the leading instructions apart, the rest one hub message each, in place. @throws AppError */
export function decodeMessages(list: readonly unknown[]): Conversation {
  const system: TextBlock[] = [];
  const messages: Message[] = [];
  const pending = new PendingCalls();
  for (const [i, item] of list.entries()) {
    const path = `messages[${i}]`;
    const wire = asObject(item, path);
    const role = readString(wire, 'role', path).toLowerCase();
    if (messages.length === 0 && role === 'system') system.push(...decodeText(wire, path));
    else messages.push(messageDecoder(role, path)(wire, path, pending));
  }
  return { system, messages };
}

type MessageDecoder = (wire: JsonObject, path: string, pending: PendingCalls) => Message;

const DECODERS: ReadonlyMap<string, MessageDecoder> = new Map<string, MessageDecoder>([
  ['system', (wire, path) => ({ role: 'system', content: decodeText(wire, path), source: wire })],
  ['user', decodeUser],
  ['assistant', decodeAssistant],
  ['tool', decodeResult],
]);

function messageDecoder(role: string, path: string): MessageDecoder {
  const decode = DECODERS.get(role);
  if (decode !== undefined) return decode;
  const known = [...DECODERS.keys()].join(', ');
  throw invalidRequest(`${path}.role`, `${path}.role must be one of ${known}; it is "${role}".`);
}

function decodeText(wire: JsonObject, path: string): TextBlock[] {
  const text = readOptionalString(wire, 'content', path) ?? '';
  return text === '' ? [] : [{ type: 'text', text, source: wire }];
}

function decodeUser(wire: JsonObject, path: string): Message {
  const content = [...decodeText(wire, path), ...decodeImages(wire, path)];
  return { role: 'user', content, source: hasLabelledImage(wire) ? undefined : wire };
}

/** A data URL among the images, which Ollama itself would not take. */
function hasLabelledImage({ images }: JsonObject): boolean {
  return Array.isArray(images) && images.some((image) => String(image).startsWith('data:'));
}

function decodeAssistant(wire: JsonObject, path: string, pending: PendingCalls): Message {
  const calls = readOptionalArray(wire, 'tool_calls', path).map((call, i) =>
    decodeCall(asObject(call, `${path}.tool_calls[${i}]`), `${path}.tool_calls[${i}]`),
  );
  for (const call of calls) pending.add(call);
  const content = [...decodeThinking(wire, path), ...decodeText(wire, path), ...calls];
  return { role: 'assistant', content, source: wire };
}

function decodeThinking(wire: JsonObject, path: string): ThinkingBlock[] {
  const thinking = readOptionalString(wire, 'thinking', path) ?? '';
  return thinking === '' ? [] : [{ type: 'thinking', thinking }];
}

function decodeCall(call: JsonObject, path: string): ToolUseBlock {
  const called = asObject(call['function'], `${path}.function`);
  return {
    type: 'tool-use',
    id: readOptionalString(call, 'id', path) || `call_${(path.match(/\d+/g) ?? []).join('_')}`,
    name: readString(called, 'name', `${path}.function`),
    arguments: decodeArguments(called['arguments']),
    source: call,
  };
}

/** An object; some clients send its text instead, or nothing for a call without arguments. */
function decodeArguments(value: unknown): string {
  if (value == null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

function decodeResult(wire: JsonObject, path: string, pending: PendingCalls): Message {
  const content: ContentBlock[] = [...decodeText(wire, path), ...decodeImages(wire, path)];
  const toolUseId = pending.take(wire, path);
  return {
    role: 'user',
    content: [{ type: 'tool-result', toolUseId, content, isError: false }],
    source: wire,
  };
}
