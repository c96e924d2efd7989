import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, ImageBlock, ToolResultBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { Message, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { joinTexts, titledText } from '../openai-vocabulary/join-texts.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';

/** What encoding one conversation shares. */
export interface EncodingContext {
  readonly warnings: Warning[];
  /** Name of the tool by the id of its call. */
  readonly toolNames: ReadonlyMap<string, string>;
}

/** The names of the tools that a conversation's calls are of. */
export function toolNamesById(messages: readonly Message[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { content } of messages) {
    for (const block of content) if (block.type === 'tool-use') names.set(block.id, block.name);
  }
  return names;
}

/** One hub message as the messages it takes: tool results have their own. @throws AppError for what Ollama cannot carry */
export function encodeMessage(message: Message, context: EncodingContext): JsonObject[] {
  switch (message.role) {
    case 'system': {
      const content = joinTexts(message.content);
      return content === '' ? [] : [{ role: 'system', content }];
    }
    case 'assistant':
      return encodeAssistant(message.content, context);
    case 'user':
      return encodeUser(message.content, context);
  }
}

/** Thinking stays behind: models are trained without that of earlier turns. */
function encodeAssistant(blocks: readonly ContentBlock[], { warnings }: EncodingContext): JsonObject[] {
  const content = joinTexts(blocks);
  const calls = blocks
    .filter((block) => block.type === 'tool-use')
    .map((call, i) => encodeCall(call, i, warnings));
  for (const block of blocks) {
    if (block.type !== 'image' && block.type !== 'document' && block.type !== 'opaque') continue;
    const what = block.type === 'opaque' ? block.name : block.type;
    warnings.push({ code: 'dropped', param: 'messages', detail: `${what} in an assistant message` });
  }
  if (content === '' && calls.length === 0) return [];
  return [{ role: 'assistant', content, ...(calls.length === 0 ? {} : { tool_calls: calls }) }];
}

function encodeCall(
  { id, name, arguments: text }: ToolUseBlock,
  index: number,
  warnings: Warning[],
): JsonObject {
  const input = toolInput(text, (warning) => warnings.push(warning));
  return { id, function: { index, name, arguments: input } };
}

function encodeUser(blocks: readonly ContentBlock[], context: EncodingContext): JsonObject[] {
  const results: JsonObject[] = [];
  const attached: ContentBlock[] = [];
  for (const block of blocks) {
    if (block.type !== 'tool-result') continue;
    const images = block.content.filter((inner) => inner.type === 'image');
    results.push(encodeResult(block, images.length > 0, context));
    if (images.length > 0)
      attached.push({ type: 'text', text: `Attached to the result of ${block.toolUseId}:` }, ...images);
  }
  if (attached.length > 0) {
    const detail = 'images in tool results were moved to a user message';
    context.warnings.push({ code: 'changed', param: 'messages', detail });
  }
  const said = [...attached, ...blocks.filter((block) => block.type !== 'tool-result')];
  return said.length === 0 ? results : [...results, encodeSaid(said)];
}

function encodeSaid(blocks: readonly ContentBlock[]): JsonObject {
  const content = blocks.map(textOf).filter((text) => text !== '');
  const images = blocks.filter((block) => block.type === 'image').map(base64Of);
  return { role: 'user', content: content.join('\n\n'), ...(images.length === 0 ? {} : { images }) };
}

function encodeResult(
  block: ToolResultBlock,
  hasImages: boolean,
  { toolNames }: EncodingContext,
): JsonObject {
  const texts = block.content.map(textOf);
  const note = hasImages ? '(see the attachment in the next message)' : '';
  const text = [...texts, note].filter((part) => part !== '').join('\n\n');
  const name = toolNames.get(block.toolUseId);
  return {
    role: 'tool',
    // The format has no flag for a failed call.
    content: block.isError ? `Error: ${text || '(no output)'}` : text,
    ...(name === undefined ? {} : { tool_name: name }),
    tool_call_id: block.toolUseId,
  };
}

/** The words in a block; those of documents stand in the text, since there is no other place. */
function textOf(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'document':
      if (block.media.kind === 'text') return titledText(block, block.media.text);
      if (block.media.kind === 'blocks')
        return titledText(block, block.media.blocks.map(textOf).join('\n\n'));
      throw unsupported(
        'messages',
        'Ollama takes no documents but text. Send the text of this one, or images of its pages.',
      );
    case 'opaque':
      throw unsupported('messages', `A "${block.name}" block cannot be sent to Ollama.`);
    case 'image':
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-use':
    case 'tool-result':
      return '';
  }
}

function base64Of({ media }: ImageBlock): string {
  if (media.kind === 'base64') return media.data;
  throw unsupported('messages', `An image given as ${media.kind} cannot be sent to Ollama. Send its data.`);
}
