import { invalidRequest } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock, Media } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  asArray,
  asObject,
  pathOf,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
import { decodeBase64 } from '../openai-vocabulary/decode-base64.ts';
import { documentMediaType, imageMediaType } from './media-formats.ts';

/** `image`: bytes, or a place in S3 that only Bedrock can read. @throws AppError naming the field */
export function decodeImage(image: JsonObject, path: string): ImageBlock {
  const format = readString(image, 'format', path);
  const mediaType = imageMediaType(format);
  if (mediaType === undefined) {
    throw invalidRequest(`${path}.format`, `${path}.format must be png, jpeg, gif or webp, not "${format}".`);
  }
  const at = pathOf(path, 'source');
  const source = asObject(image['source'], at);
  return { type: 'image', media: bytesOrPlace(source, mediaType, at) };
}

/** `document`: bytes, text, pieces of text, or a place in S3. @throws AppError naming the field */
export function decodeDocument(document: JsonObject, path: string): DocumentBlock {
  const format = readOptionalString(document, 'format', path) ?? 'txt';
  const mediaType = documentMediaType(format);
  if (mediaType === undefined) {
    throw invalidRequest(`${path}.format`, `${path}.format "${format}" is no document format of Converse.`);
  }
  const at = pathOf(path, 'source');
  const source = asObject(document['source'], at);
  const citations = readOptionalObject(document, 'citations', path);
  return {
    type: 'document',
    media: textOf(source, mediaType, at) ?? bytesOrPlace(source, mediaType, at),
    title: readString(document, 'name', path),
    context: readOptionalString(document, 'context', path),
    citations: citations === undefined ? undefined : citations['enabled'] === true,
  };
}

function textOf(source: JsonObject, mediaType: string, path: string): Media | undefined {
  if (source['text'] !== undefined)
    return { kind: 'text', mediaType, text: readString(source, 'text', path) };
  if (source['content'] === undefined) return undefined;
  const at = pathOf(path, 'content');
  const blocks = asArray(source['content'], at).map((part, index) => {
    const text = readString(asObject(part, pathOf(at, index)), 'text', pathOf(at, index));
    return { type: 'text', text } as const;
  });
  return { kind: 'blocks', blocks };
}

function bytesOrPlace(source: JsonObject, mediaType: string, path: string): Media {
  const place = source['s3Location'];
  if (isJsonObject(place)) return { kind: 'file', fileId: readString(place, 'uri', `${path}.s3Location`) };
  const data = decodeBase64(readString(source, 'bytes', path), `${path}.bytes`);
  return { kind: 'base64', mediaType, data };
}
