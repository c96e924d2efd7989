import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { titledText } from '../openai-vocabulary/join-texts.ts';
import type { EncodingContext } from './encode-tools.ts';

/** What a user says, or a tool returns, as input parts. */
export function encodeParts(blocks: readonly ContentBlock[], context: EncodingContext): JsonObject[] {
  return blocks.flatMap((block) => encodePart(block, context));
}

function encodePart(block: ContentBlock, context: EncodingContext): JsonObject[] {
  // The part as the client sent it keeps `detail` and cache hints.
  if (context.isOwn && isJsonObject(block.source)) return [block.source];
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [{ type: 'input_text', text: block.text }];
    case 'image':
      return [{ type: 'input_image', image_url: urlOf(block), detail: 'auto' }];
    case 'document':
      return encodeDocument(block, context);
    case 'opaque':
      throw unsupported('messages', `A "${block.name}" block cannot be sent to an OpenAI provider.`);
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
  if (media.kind === 'url') return media.url;
  throw unsupported(
    'messages',
    `A ${block.type} given as ${media.kind} cannot be sent to an OpenAI provider. Send its data.`,
  );
}

function encodeDocument(block: DocumentBlock, context: EncodingContext): JsonObject[] {
  const { media, title } = block;
  if (media.kind === 'text') return [{ type: 'input_text', text: titledText(block, media.text) }];
  if (media.kind === 'blocks') {
    const heading = titledText(block, '');
    const parts = encodeParts(media.blocks, context);
    return heading === '' ? parts : [{ type: 'input_text', text: heading }, ...parts];
  }
  const note = block.context === undefined ? [] : [{ type: 'input_text', text: block.context }];
  const filename = title ?? 'document.pdf';
  if (media.kind === 'url') return [...note, { type: 'input_file', filename, file_url: media.url }];
  return [...note, { type: 'input_file', filename, file_data: urlOf(block) }];
}
