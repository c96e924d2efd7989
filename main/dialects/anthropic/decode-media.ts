import type { ContentBlock, DocumentBlock, ImageBlock, Media } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, pathOf, readOptionalString, readString } from '../../core/read-field.ts';

/** Reads the blocks of a document whose source is content. */
export type ContentReader = (content: unknown, path: string) => readonly ContentBlock[];

/** An image block; undefined when its source is of a kind this version does not know. */
export function decodeImage(block: JsonObject, path: string): ImageBlock | undefined {
  const media = decodeSource(block, path);
  return media === undefined ? undefined : { type: 'image', media, source: block };
}

/** A document block; undefined when its source is of a kind this version does not know. */
export function decodeDocument(
  block: JsonObject,
  path: string,
  readContent: ContentReader,
): DocumentBlock | undefined {
  const media = decodeSource(block, path, readContent);
  if (media === undefined) return undefined;
  const citations = block['citations'];
  return {
    type: 'document',
    media,
    title: readOptionalString(block, 'title', path),
    context: readOptionalString(block, 'context', path),
    citations: isJsonObject(citations) ? citations['enabled'] === true : undefined,
    source: block,
  };
}

function decodeSource(block: JsonObject, path: string, readContent?: ContentReader): Media | undefined {
  const at = pathOf(path, 'source');
  const source = asObject(block['source'], at);
  switch (readString(source, 'type', at)) {
    case 'base64': {
      const mediaType = readString(source, 'media_type', at);
      return { kind: 'base64', mediaType, data: readString(source, 'data', at) };
    }
    case 'text': {
      const mediaType = readOptionalString(source, 'media_type', at) ?? 'text/plain';
      return { kind: 'text', mediaType, text: readString(source, 'data', at) };
    }
    case 'url':
      return { kind: 'url', url: readString(source, 'url', at) };
    case 'file':
      return { kind: 'file', fileId: readString(source, 'file_id', at) };
    case 'content':
      return readContent === undefined
        ? undefined
        : { kind: 'blocks', blocks: readContent(source['content'], pathOf(at, 'content')) };
    default:
      return undefined;
  }
}
