import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, pathOf, readString } from '../../core/read-field.ts';
import { decodeContent } from './decode-blocks.ts';

/** `messages`: at least one. @throws AppError naming the path of what is wrong. */
export function decodeMessages(body: JsonObject): readonly Message[] {
  const messages = asArray(body['messages'], 'messages');
  if (messages.length === 0) throw invalidRequest('messages', 'messages must hold at least one message.');
  return messages.map((message, index) => decodeMessage(message, pathOf('messages', index)));
}

/** `system`: a string or text blocks. */
export function decodeSystem(body: JsonObject): readonly TextBlock[] {
  if (body['system'] == null) return [];
  return decodeContent(body['system'], 'system').map((block, index) => {
    if (block.type === 'text') return block;
    throw invalidRequest(`system[${index}].type`, `system[${index}].type must be text.`);
  });
}

/** A result whose call is nowhere before it is refused here: no model can make sense of it. */
export function checkToolResults(messages: readonly Message[]): void {
  const calls = new Set<unknown>();
  messages.forEach((message, at) => {
    message.content.forEach((block, index) => {
      if (block.type === 'tool-use') calls.add(block.id);
      else if (block.type === 'opaque') calls.add(asObject(block.source, '')['id']);
      else if (block.type === 'tool-result' && !calls.has(block.toolUseId))
        throw orphan(at, index, block.toolUseId);
    });
  });
}

function orphan(message: number, block: number, id: string): Error {
  const path = `messages[${message}].content[${block}].tool_use_id`;
  return invalidRequest(
    path,
    `${path} is "${id}", but no tool_use block before it has that id. Every tool_result answers a tool_use of an earlier assistant message.`,
  );
}

function decodeMessage(value: unknown, path: string): Message {
  const message = asObject(value, path);
  const role = readString(message, 'role', path);
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw invalidRequest(`${path}.role`, `${path}.role must be user, assistant or system.`);
  }
  const content = decodeContent(message['content'], pathOf(path, 'content'));
  const rest = unnamed(message);
  return {
    role,
    content,
    source: message,
    ...(rest === undefined ? {} : { extensions: { anthropic: rest } }),
  };
}

function unnamed(message: JsonObject): JsonObject | undefined {
  const rest = Object.entries(message).filter(([key]) => key !== 'role' && key !== 'content');
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
