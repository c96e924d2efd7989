import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, asObject, readOptionalString } from '../../core/read-field.ts';
import { createCallIds } from './call-ids.ts';
import { decodeParts, type PartContext } from './decode-parts.ts';
import type { GeminiBackend } from './gemini-backend.ts';

/** `contents`: one hub message each, in place. A single content without its list is taken too. @throws AppError */
export function decodeContents(value: unknown, backend: GeminiBackend): Message[] {
  const list = isJsonObject(value) || typeof value === 'string' ? [value] : asArray(value, 'contents');
  if (list.length === 0) throw invalidRequest('contents', 'contents must hold at least one content.');
  const context: PartContext = { ids: createCallIds(), backend };
  return list.map((item, i) => decodeContent(item, `contents[${i}]`, context));
}

/** `systemInstruction`: a content, or just its text. Its role means nothing. @throws AppError */
export function decodeSystem(value: unknown, backend: GeminiBackend): TextBlock[] {
  if (value == null) return [];
  const path = 'systemInstruction';
  const parts = isJsonObject(value) && value['parts'] !== undefined ? value['parts'] : value;
  const blocks = decodeParts(parts, `${path}.parts`, { ids: createCallIds(), backend });
  return blocks.map((block) => {
    if (block.type === 'text') return block;
    throw invalidRequest(path, `${path} may only hold text: instructions cannot carry media or calls.`);
  });
}

const ROLES: ReadonlyMap<string, Message['role']> = new Map<string, Message['role']>([
  ['user', 'user'],
  ['model', 'assistant'],
  // Results of functions once had a role of their own.
  ['function', 'user'],
  ['tool', 'user'],
  ['system', 'system'],
]);

function decodeContent(item: unknown, path: string, context: PartContext): Message {
  if (typeof item === 'string') return { role: 'user', content: decodeParts(item, path, context) };
  const content = asObject(item, path);
  return {
    role: roleOf(content, path),
    content: decodeParts(content['parts'], `${path}.parts`, context),
    source: content,
  };
}

function roleOf(content: JsonObject, path: string): Message['role'] {
  const name = readOptionalString(content, 'role', path);
  const role = ROLES.get(name === undefined || name === '' ? 'user' : name);
  if (role !== undefined) return role;
  throw invalidRequest(`${path}.role`, `${path}.role must be "user" or "model"; it is "${name}".`);
}
