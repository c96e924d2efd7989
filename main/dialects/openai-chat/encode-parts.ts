import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { joinTexts, titledText } from '../openai-vocabulary/join-texts.ts';
import type { EncodingContext } from './encode-tools.ts';

/** A user's content: a plain string where it is only text, since many servers take nothing else. */
export function encodeContent(
  blocks: readonly ContentBlock[],
  context: EncodingContext,
): string | readonly JsonObject[] {
  if (blocks.every((block) => block.type === 'text' && sourceOf(block, context) === undefined))
    return joinTexts(blocks);
  return blocks.flatMap((block) => encodePart(block, context));
}

/** The part as the client sent it, which keeps `detail` and cache hints. */
function sourceOf(block: ContentBlock, context: EncodingContext): JsonObject | undefined {
  return context.isOwn && isJsonObject(block.source) ? block.source : undefined;
}

function encodePart(block: ContentBlock, context: EncodingContext): JsonObject[] {
  const source = sourceOf(block, context);
  if (source !== undefined) return [source];
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [{ type: 'text', text: block.text }];
    case 'image':
      return [{ type: 'image_url', image_url: { url: urlOf(block) } }];
    case 'document':
      return encodeDocument(block, context);
    case 'opaque':
      throw unsupported(
        'messages',
        `A "${block.name}" block cannot be sent to an OpenAI-compatible provider.`,
      );
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-use':
    case 'tool-result':
      return [];
  }
}

function urlOf(block: ImageBlock | DocumentBlock): string {
  const { media } = block;
  if (media.kind === 'base64') return `data:${media.mediaType};base64,${media.data}`;
  if (media.kind === 'url' && block.type === 'image') return media.url;
  throw unsupported(
    'messages',
    `A ${block.type} given as ${media.kind} cannot be sent to an OpenAI-compatible provider. Send its data.`,
  );
}

function encodeDocument(block: DocumentBlock, context: EncodingContext): JsonObject[] {
  const { media, title } = block;
  if (media.kind === 'text') return [{ type: 'text', text: titledText(block, media.text) }];
  if (media.kind === 'blocks') {
    const heading = titledText(block, '');
    const parts = media.blocks.flatMap((inner) => encodePart(inner, context));
    return heading === '' ? parts : [{ type: 'text', text: heading.trimEnd() }, ...parts];
  }
  const note = block.context === undefined ? [] : [{ type: 'text', text: block.context }];
  return [...note, { type: 'file', file: { filename: title ?? 'document.pdf', file_data: urlOf(block) } }];
}
