import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { titledText } from '../openai-vocabulary/join-texts.ts';
import type { EncodeContext } from './encode-context.ts';

/** A user's block as parts. @throws AppError for media that cannot be sent */
export function encodeUserPart(context: EncodeContext, block: ContentBlock): JsonObject[] {
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [{ text: block.text }];
    case 'image':
      return [encodeMedia(block)];
    case 'document':
      return encodeDocument(context, block);
    case 'opaque':
      throw unsupported('messages', `A "${block.name}" block cannot be sent to a Gemini model.`);
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-use':
    case 'tool-result':
      return [];
  }
}

/** An image or file as the one part that holds it. @throws AppError for what is given as a pointer Google cannot follow */
export function encodeMedia(block: ImageBlock | DocumentBlock): JsonObject {
  const { media } = block;
  if (media.kind === 'base64') {
    return { inlineData: { mimeType: media.mediaType, data: media.data.replace(/\s+/g, '') } };
  }
  if (media.kind === 'url' && media.url.startsWith('https://')) {
    return { fileData: { mimeType: typeByName(media.url, block.type), fileUri: media.url } };
  }
  const what = media.kind === 'file' ? 'as a file stored with another vendor' : `as ${media.kind}`;
  throw unsupported(
    'messages',
    `A${block.type === 'image' ? 'n image' : ' document'} given ${what} cannot be sent to a Gemini model. Send its data.`,
  );
}

function encodeDocument(context: EncodeContext, block: DocumentBlock): JsonObject[] {
  const { media } = block;
  if (media.kind === 'text') return [{ text: titledText(block, media.text) }];
  const heading = titledText(block, '');
  const told = heading === '' ? [] : [{ text: heading }];
  if (media.kind === 'blocks') {
    return [...told, ...media.blocks.flatMap((inner) => encodeUserPart(context, inner))];
  }
  return [...told, encodeMedia(block)];
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.png$/i, 'image/png'],
  [/\.webp$/i, 'image/webp'],
  [/\.gif$/i, 'image/gif'],
  [/\.jpe?g$/i, 'image/jpeg'],
  [/\.pdf$/i, 'application/pdf'],
  [/\.html?$/i, 'text/html'],
  [/\.(txt|md)$/i, 'text/plain'],
];

/** Google wants a type told; a URL tells it by its ending, if at all. */
function typeByName(url: string, kind: 'image' | 'document'): string {
  const [path = ''] = url.split(/[?#]/);
  const known = TYPES.find(([ending]) => ending.test(path))?.[1];
  return known ?? (kind === 'image' ? 'image/jpeg' : 'application/pdf');
}
