import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, pathOf, readOptionalArray, readString } from '../../core/read-field.ts';
import { decodeContent } from './decode-content.ts';

/** `messages`: at least one. @throws AppError naming the path of what is wrong */
export function decodeMessages(body: JsonObject): readonly Message[] {
  const messages = asArray(body['messages'], 'messages');
  if (messages.length === 0) throw invalidRequest('messages', 'messages must hold at least one message.');
  return messages.map((message, index) => decodeMessage(message, pathOf('messages', index)));
}

/** `system`: text, cache points and what a guardrail is to look at. @throws AppError */
export function decodeSystem(body: JsonObject): readonly TextBlock[] {
  return decodeContent(readOptionalArray(body, 'system'), 'system').map((block, index) => {
    if (block.type === 'text') return block;
    throw invalidRequest(`system[${index}]`, `system[${index}] must be text or a cache point.`);
  });
}

/** A result whose call is nowhere before it is refused here: no model can make sense of it. */
export function checkToolResults(messages: readonly Message[]): void {
  const calls = new Set<string>();
  messages.forEach(({ content }, at) => {
    for (const block of content) {
      if (block.type === 'tool-use') calls.add(block.id);
      if (block.type !== 'tool-result' || calls.has(block.toolUseId)) continue;
      throw invalidRequest(
        `messages[${at}].content`,
        `messages[${at}] has a toolResult for "${block.toolUseId}", but no toolUse before it has that id.`,
      );
    }
  });
}

function decodeMessage(value: unknown, path: string): Message {
  const message = asObject(value, path);
  const role = readString(message, 'role', path);
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw invalidRequest(`${path}.role`, `${path}.role must be user, assistant or system.`);
  }
  return { role, content: decodeContent(message['content'], pathOf(path, 'content')), source: message };
}
