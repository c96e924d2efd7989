import { unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock, Media } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { mediaTypeOf } from '../openai-vocabulary/media-type-of.ts';
import { present } from '../openai-vocabulary/present.ts';
import type { ConverseContext } from './encode-context.ts';
import { documentFormat, imageFormat } from './media-formats.ts';

/** `{image}`. @throws AppError for what Converse or the model cannot read */
export function encodeImage({ rules }: ConverseContext, { media }: ImageBlock): JsonObject {
  if (!rules.images) {
    throw unsupported(
      'messages',
      `${rules.displayName} reads no images. Choose a model that does, or leave them out.`,
    );
  }
  if (media.kind !== 'base64') throw notInline('image', media);
  const data = media.data.replace(/\s+/g, '');
  const mediaType = mediaTypeOf(data) ?? media.mediaType.toLowerCase().replace('image/jpg', 'image/jpeg');
  const format = imageFormat(mediaType);
  if (format === undefined) {
    throw unsupported(
      'messages',
      `Bedrock reads JPEG, PNG, GIF and WebP images, not ${mediaType}. Convert the image first.`,
    );
  }
  return { image: { format, source: { bytes: data } } };
}

/** Names documents: Converse wants each to have one of its own, of letters, digits and few signs. */
export type DocumentNaming = (title: string | undefined) => string;

/** `{document}`. @throws AppError for what Converse or the model cannot read */
export function encodeDocument(
  { rules }: ConverseContext,
  block: DocumentBlock,
  nameFor: DocumentNaming,
): JsonObject {
  if (!rules.documents) {
    throw unsupported(
      'messages',
      `${rules.displayName} reads no documents. Send their text, or choose a model that does.`,
    );
  }
  const { media, title, context, citations } = block;
  const { format, source } = documentSource(media);
  return {
    document: present({
      format,
      name: nameFor(title),
      source,
      context,
      citations: citations === undefined ? undefined : { enabled: citations },
    }),
  };
}

/** A naming for one request: the title as far as its letters go, numbered where another has it already. */
export function createDocumentNaming(): DocumentNaming {
  const taken = new Set<string>();
  return (title) => {
    const wish = cleanName(title ?? '') || 'Document';
    let name = wish;
    for (let n = 2; taken.has(name); n += 1) name = `${wish} (${n})`;
    taken.add(name);
    return name;
  };
}

/** Converse: letters, digits, single spaces, hyphens, parentheses and brackets, 200 at most. */
function cleanName(title: string): string {
  return title
    .replace(/[^A-Za-z0-9\s()[\]-]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 190);
}

function documentSource(media: Media): { readonly format: string; readonly source: JsonObject } {
  switch (media.kind) {
    case 'text':
      return { format: documentFormat(media.mediaType) ?? 'txt', source: { bytes: toBase64(media.text) } };
    case 'blocks': {
      const texts = media.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
      return { format: 'txt', source: { bytes: toBase64(texts.join('\n\n')) } };
    }
    case 'base64': {
      const data = media.data.replace(/\s+/g, '');
      const mediaType = mediaTypeOf(data) ?? media.mediaType;
      const format = documentFormat(mediaType);
      if (format !== undefined) return { format, source: { bytes: data } };
      throw unsupported(
        'messages',
        `Bedrock reads no documents of type ${mediaType}. Convert the file first.`,
      );
    }
    default:
      throw notInline('document', media);
  }
}

function notInline(what: string, media: Media): Error {
  const where =
    media.kind === 'url'
      ? 'by its URL, which Bedrock does not fetch'
      : 'by the id of a file stored with another vendor';
  return unsupported('messages', `The ${what} was given ${where}. Send its content as base64 data.`);
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
