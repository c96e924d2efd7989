import { invalidRequest } from '../../core/app-error.ts';
import type { ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readString } from '../../core/read-field.ts';
import { decodeBase64 } from '../openai-vocabulary/decode-base64.ts';

/** The format's names of images. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
]);

/** The images of a user message: `{format, source: {bytes}}`. @throws AppError naming the field */
export function decodeImages(wire: JsonObject, path: string): ImageBlock[] {
  return readOptionalArray(wire, 'images', path).map((item, i) => {
    const at = `${path}.images[${i}]`;
    const image = asObject(item, at);
    const format = readString(image, 'format', at);
    const mediaType = MEDIA_TYPES.get(format.toLowerCase());
    if (mediaType === undefined) {
      throw invalidRequest(`${at}.format`, `${at}.format must be png, jpeg, gif or webp; it is "${format}".`);
    }
    const bytes = readString(asObject(image['source'], `${at}.source`), 'bytes', `${at}.source`);
    return {
      type: 'image',
      media: { kind: 'base64', mediaType, data: decodeBase64(bytes, `${at}.source.bytes`) },
    };
  });
}

/** The format's name of an image's media type; undefined for one that it does not take. */
export function imageFormat(mediaType: string): string | undefined {
  for (const [format, known] of MEDIA_TYPES) if (known === mediaType.toLowerCase()) return format;
  return undefined;
}
