import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock, Media } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { imageType } from './image-type.ts';

const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** An image block. A URL stays a URL: whoever sends the request knows whether the upstream fetches. */
export function encodeImage(block: ImageBlock): JsonObject {
  return { type: 'image', source: imageSource(block.media) };
}

/** A document block: PDF, text or content. */
export function encodeDocument(
  block: DocumentBlock,
  encodeBlocks: (blocks: readonly ContentBlock[]) => readonly unknown[],
): JsonObject {
  const { media, title, context, citations } = block;
  const source =
    media.kind === 'blocks'
      ? { type: 'content', content: encodeBlocks(media.blocks) }
      : documentSource(media);
  return {
    type: 'document',
    source,
    ...(title === undefined ? {} : { title }),
    ...(context === undefined ? {} : { context }),
    ...(citations === undefined ? {} : { citations: { enabled: citations } }),
  };
}

function imageSource(media: Media): JsonObject {
  switch (media.kind) {
    case 'base64': {
      const data = media.data.replace(/\s+/g, '');
      const type = imageType(data, media.mediaType);
      if (IMAGE_TYPES.has(type)) return { type: 'base64', media_type: type, data };
      throw unsupported(
        'messages',
        `Claude reads JPEG, PNG, GIF and WebP images, not ${type}. Convert the image first.`,
      );
    }
    case 'url':
      return { type: 'url', url: media.url };
    case 'file':
      throw foreignFile(media.fileId);
    default:
      throw invalidRequest('messages', 'An image must be given as base64 data or as a URL.');
  }
}

type Flat = Exclude<Media, { kind: 'blocks' }>;

function documentSource(media: Flat): JsonObject {
  switch (media.kind) {
    case 'base64':
      return bytesSource(media.mediaType.toLowerCase(), media.data.replace(/\s+/g, ''));
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: media.text };
    case 'url':
      return { type: 'url', url: media.url };
    case 'file':
      throw foreignFile(media.fileId);
  }
}

/** Base64 of `%PDF-`, as far as whole letters go. */
const PDF_START = 'JVBERi';

function bytesSource(mediaType: string, data: string): JsonObject {
  if (data.startsWith(PDF_START)) return { type: 'base64', media_type: 'application/pdf', data };
  if (mediaType.startsWith('text/') || /[/+](json|xml|yaml|x-yaml|javascript)$/.test(mediaType)) {
    return { type: 'text', media_type: 'text/plain', data: Buffer.from(data, 'base64').toString('utf8') };
  }
  throw unsupported(
    'messages',
    `Claude reads PDF and text documents, not ${mediaType}. Convert the file first.`,
  );
}

function foreignFile(fileId: string): Error {
  return unsupported(
    'messages',
    `The file "${fileId}" is stored with another vendor, where Claude cannot read it. Send its content as base64 data.`,
  );
}
