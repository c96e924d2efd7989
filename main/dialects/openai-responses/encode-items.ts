import type { ContentBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeCallId } from '../openai-vocabulary/encode-call-id.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import { openProof } from '../openai-vocabulary/sealed-proof.ts';
import { completeArguments, freeTextOf } from './call-shape.ts';
import { encodeOutputItem } from './encode-output-item.ts';
import { encodeParts } from './encode-parts.ts';
import type { EncodingContext } from './encode-tools.ts';
import { summaryPart } from './output-item.ts';

/** One hub message as the items it takes. */
export function encodeItems(message: Message, context: EncodingContext): JsonObject[] {
  switch (message.role) {
    case 'system': {
      const text = joinTexts(message.content);
      return text === '' ? [] : [messageOf('developer', [{ type: 'input_text', text }])];
    }
    case 'assistant':
      return message.content.flatMap((block) => encodeAnswer(block, context));
    case 'user':
      return encodeUser(message.content, context);
  }
}

function encodeUser(blocks: readonly ContentBlock[], context: EncodingContext): JsonObject[] {
  const results = blocks.flatMap((block) => {
    if (context.isOwn && block.type === 'opaque' && isJsonObject(block.source)) return [block.source];
    if (block.type !== 'tool-result') return [];
    if (context.isOwn && isJsonObject(block.source)) return [block.source];
    return [encodeOutputItem(block, context)];
  });
  const said = blocks.filter(
    (block) => block.type !== 'tool-result' && !(context.isOwn && block.type === 'opaque'),
  );
  const content = encodeParts(said, context);
  return content.length === 0 ? results : [...results, messageOf('user', content)];
}

function encodeAnswer(block: ContentBlock, context: EncodingContext): JsonObject[] {
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [messageOf('assistant', [{ type: 'output_text', text: block.text }])];
    case 'thinking':
      return encodeThinking(block.signature ?? '', block.thinking);
    case 'redacted-thinking':
      return encodeThinking(block.data, '');
    case 'tool-use':
      return [encodeCall(block, context)];
    case 'opaque':
      if (block.dialect === 'openai-responses' && isJsonObject(block.source)) return [block.source];
      return warnOfLoss(block.name, context);
    case 'image':
    case 'document':
      return warnOfLoss(block.type, context);
    case 'tool-result':
      return [];
  }
}

/** Only thinking that OpenAI sealed itself may go back to it; any other is noise to it. */
function encodeThinking(signature: string, thinking: string): JsonObject[] {
  const proof = openProof(signature);
  if (proof?.dialect !== 'openai-responses' || proof.value === '') return [];
  const summary = thinking === '' ? [] : [summaryPart(thinking)];
  return [{ type: 'reasoning', summary, encrypted_content: proof.value }];
}

function encodeCall(block: ToolUseBlock, context: EncodingContext): JsonObject {
  if (context.isOwn && isJsonObject(block.source)) return block.source;
  const call_id = encodeCallId(block.id);
  const name = context.names.encode(block.name);
  if (context.callTypes.get(block.id) === 'custom_tool_call') {
    return { type: 'custom_tool_call', call_id, name, input: freeTextOf(block.arguments) };
  }
  return { type: 'function_call', call_id, name, arguments: completeArguments(block.arguments) };
}

function warnOfLoss(what: string, { warnings }: EncodingContext): [] {
  warnings.push({ code: 'dropped', param: 'messages', detail: `${what} in an assistant message` });
  return [];
}

function messageOf(role: string, content: readonly JsonObject[]): JsonObject {
  return { type: 'message', role, content };
}
