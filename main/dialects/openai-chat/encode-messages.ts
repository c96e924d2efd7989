import type { ContentBlock, TextBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeCallId } from '../openai-vocabulary/encode-call-id.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import { completeArguments } from './call-shape.ts';
import { encodeContent } from './encode-parts.ts';
import { encodeToolResults } from './encode-tool-results.ts';
import type { EncodingContext } from './encode-tools.ts';
import type { WireMessage } from './wire-message.ts';

/** The leading instructions as one message, since many servers take only one. */
export function encodeSystem(system: readonly TextBlock[]): WireMessage[] {
  const content = system.map((block) => block.text).join('\n\n');
  return content === '' ? [] : [{ role: 'system', content }];
}

/** One hub message as the messages it takes: tool results have their own. */
export function encodeMessage(message: Message, context: EncodingContext): WireMessage[] {
  switch (message.role) {
    case 'system': {
      const content = joinTexts(message.content);
      return content === '' ? [] : [{ role: 'system', content }];
    }
    case 'assistant':
      return encodeAssistant(message, context);
    case 'user':
      return encodeUser(message, context);
  }
}

function encodeUser(message: Message, context: EncodingContext): WireMessage[] {
  const { results, moved } = encodeToolResults(message.content, context);
  const rest = message.content.filter((block) => block.type !== 'tool-result');
  const content = encodeContent([...moved, ...rest], context);
  if (content.length === 0) return results;
  return [...results, { ...membersOf(message), role: 'user', content }];
}

/** Thinking stays behind: its proofs mean nothing to another vendor, and without them it is only noise. */
function encodeAssistant(message: Message, context: EncodingContext): WireMessage[] {
  const text = joinTexts(message.content);
  const calls = message.content
    .filter((block) => block.type === 'tool-use')
    .map((call) => encodeCall(call, context));
  for (const block of message.content) warnOfLoss(block, context);
  if (calls.length > 0) {
    return [
      { ...membersOf(message), role: 'assistant', content: text === '' ? null : text, tool_calls: calls },
    ];
  }
  return text === '' ? [] : [{ ...membersOf(message), role: 'assistant', content: text }];
}

function warnOfLoss(block: ContentBlock, context: EncodingContext): void {
  if (block.type !== 'image' && block.type !== 'document' && block.type !== 'opaque') return;
  const what = block.type === 'opaque' ? block.name : block.type;
  context.warnings.push({ code: 'dropped', param: 'messages', detail: `${what} in an assistant message` });
}

function encodeCall(block: ToolUseBlock, context: EncodingContext): JsonObject & { readonly id: string } {
  if (context.isOwn && isJsonObject(block.source)) return { ...block.source, id: block.id };
  const called = { name: context.names.encode(block.name), arguments: completeArguments(block.arguments) };
  return { id: encodeCallId(block.id), type: 'function', function: called };
}

/** Members the hub has no name for, if the message came in this dialect. */
function membersOf(message: Message): JsonObject {
  const members = message.extensions?.['openai-chat'];
  return isJsonObject(members) ? members : {};
}
