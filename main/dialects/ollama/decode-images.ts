import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { pathOf, readOptionalArray } from '../../core/read-field.ts';
import { decodeDataUrl } from '../openai-vocabulary/decode-data-url.ts';
import { decodeInlineMedia } from '../openai-vocabulary/decode-inline-media.ts';

/** `images`: base64 without a label, so the bytes must tell what they are. @throws AppError naming the image */
export function decodeImages(holder: JsonObject, base: string): (ImageBlock | DocumentBlock)[] {
  return readOptionalArray(holder, 'images', base).map((image, i) =>
    decodeImage(image, pathOf(pathOf(base, 'images'), i)),
  );
}

function decodeImage(image: unknown, path: string): ImageBlock | DocumentBlock {
  if (typeof image !== 'string') throw invalidRequest(path, `${path} must be base64 data.`);
  // Not Ollama's form, but what some clients have at hand.
  const { mediaType, payload } = image.startsWith('data:') ? decodeDataUrl(image, path) : bare(image);
  return decodeInlineMedia({ mediaType, payload, path }, () =>
    unsupported(path, `${path} is no PNG, JPEG, GIF, WebP or PDF. Convert it to one of them.`),
  );
}

function bare(payload: string) {
  return { mediaType: 'application/octet-stream', payload };
}
