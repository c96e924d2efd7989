import { type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { imageType } from '../model/image-facts.ts';
import { unknownTag } from './check-known-fields.ts';
import { firstText, type ModelRequest } from './model-request.ts';

const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Images and documents: base64 only, and the bytes must be what they are said to be. */
export function checkImages({ body }: ModelRequest): string | undefined {
  return firstText(objectsOf(body['messages']), (message, index) =>
    checkBlocks(message['content'], `messages.${index}.content`),
  );
}

function checkBlocks(content: unknown, path: string): string | undefined {
  return firstText(objectsOf(content), (block, index) => {
    const place = `${path}.${index}.${String(block['type'])}`;
    if (block['type'] === 'image') return checkImage(objectOf(block['source']), `${place}.source`);
    if (block['type'] === 'document') return checkDocument(objectOf(block['source']), `${place}.source`);
    return block['type'] === 'tool_result' ? checkBlocks(block['content'], `${place}.content`) : undefined;
  });
}

function checkImage(source: JsonObject, path: string): string | undefined {
  if (source['type'] !== 'base64') return unknownTag(path, String(source['type']), ['base64']);
  const declared = textOf(source['media_type']);
  if (!IMAGE_TYPES.includes(declared)) {
    return `${path}.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`;
  }
  const data = textOf(source['data']);
  if (!isBase64(data)) return `${path}.base64.data: invalid base64 data`;
  const actual = imageType(data);
  if (actual === undefined) return `${path}.base64: Could not process image`;
  return actual === declared
    ? undefined
    : `${path}.base64: The image was specified using the ${declared} media type, but the image appears to be a ${actual} image`;
}

function checkDocument(source: JsonObject, path: string): string | undefined {
  const type = String(source['type']);
  if (type === 'text') {
    return source['media_type'] === 'text/plain'
      ? undefined
      : `${path}.text.media_type: Input should be 'text/plain'`;
  }
  if (type === 'content') return undefined;
  if (type !== 'base64') return unknownTag(path, type, ['base64', 'content', 'text']);
  if (source['media_type'] !== 'application/pdf') {
    return `${path}.base64.media_type: Input should be 'application/pdf'`;
  }
  const data = textOf(source['data']);
  if (!isBase64(data)) return `${path}.base64.data: invalid base64 data`;
  return Buffer.from(data.slice(0, 8), 'base64').toString('latin1').startsWith('%PDF')
    ? undefined
    : `${path}.base64: The PDF specified was not valid.`;
}

function isBase64(data: string): boolean {
  return data.length % 4 === 0 && BASE64.test(data);
}
