import type { AppError } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { decodeBase64, decodeBase64Text } from './decode-base64.ts';
import { mediaTypeOf } from './media-type-of.ts';

export interface InlineMedia {
  /** As the client labelled it; the bytes have the last word. */
  readonly mediaType: string;
  readonly payload: string;
  readonly title?: string;
  readonly path: string;
}

/** How the format at hand says that it cannot take a thing. */
export type Refuse = (path: string, message: string) => AppError;

/**
 * Base64 with a label, as the block it really is: some clients label a JPEG as PNG or send a PDF as an image.
 * @throws AppError for what is no base64; `refuse`'s for what is no image, PDF or text
 */
export function decodeInlineMedia(media: InlineMedia, refuse: Refuse): ImageBlock | DocumentBlock {
  const { title, path } = media;
  const data = decodeBase64(media.payload, path);
  const mediaType = mediaTypeOf(data) ?? media.mediaType;
  if (mediaType.startsWith('image/')) return { type: 'image', media: { kind: 'base64', mediaType, data } };
  if (mediaType === 'application/pdf') {
    return { type: 'document', media: { kind: 'base64', mediaType, data }, title };
  }
  if (TEXT_TYPES.test(mediaType)) {
    const text = decodeBase64Text(data, path);
    return { type: 'document', media: { kind: 'text', mediaType: 'text/plain', text }, title };
  }
  throw refuse(path, `${path} is of type "${mediaType}". Send an image, a PDF or a text file.`);
}

const TEXT_TYPES =
  /^(text\/|application\/(.*\+)?(json|xml|yaml|x-yaml|toml|javascript|typescript|x-sh|sql)$)/;
