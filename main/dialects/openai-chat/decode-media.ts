import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';
import { decodeBase64, decodeBase64Text, decodeDataUrl, mediaTypeOf } from './decode-base64.ts';

/** An image from a URL, which must carry the image itself. @throws AppError for anything to be fetched */
export function decodeImageUrl(url: string, path: string): ImageBlock | DocumentBlock {
  if (!/^data:/i.test(url)) {
    throw unsupported(
      path,
      `${path} must be a data URL (data:image/png;base64,…). kRouter fetches nothing from the network for a request.`,
    );
  }
  const { mediaType, payload } = decodeDataUrl(url, path);
  return decodeInlineMedia({ mediaType, payload, path });
}

/** The `file` member of a file part: PDF and text, as a data URL or bare base64. */
export function decodeFile(file: JsonObject, path: string): ImageBlock | DocumentBlock {
  const title = readOptionalString(file, 'filename', path);
  const data = readOptionalString(file, 'file_data', path);
  if (data === undefined || data === '') {
    throw unsupported(
      `${path}.file_id`,
      `${path} must carry file_data. Files uploaded to OpenAI cannot be read here: send the file as a data URL.`,
    );
  }
  const dataPath = `${path}.file_data`;
  if (/^data:/i.test(data))
    return decodeInlineMedia({ ...decodeDataUrl(data, dataPath), title, path: dataPath });
  return decodeInlineMedia({ mediaType: typeByName(title ?? ''), payload: data, title, path: dataPath });
}

interface InlineMedia {
  /** As the client labelled it; the bytes have the last word. */
  readonly mediaType: string;
  readonly payload: string;
  readonly title?: string;
  readonly path: string;
}

/** Base64 with a label, as the block it really is: some clients label a JPEG as PNG or send a PDF as an image. */
export function decodeInlineMedia(media: InlineMedia): ImageBlock | DocumentBlock {
  const { title, path } = media;
  const data = decodeBase64(media.payload, path);
  const mediaType = mediaTypeOf(data) ?? media.mediaType;
  if (mediaType.startsWith('image/')) return { type: 'image', media: { kind: 'base64', mediaType, data } };
  if (mediaType === 'application/pdf') {
    return { type: 'document', media: { kind: 'base64', mediaType, data }, title };
  }
  if (isText(mediaType)) {
    const text = decodeBase64Text(data, path);
    return { type: 'document', media: { kind: 'text', mediaType: 'text/plain', text }, title };
  }
  throw unsupported(path, `${path} is of type "${mediaType}". Send an image, a PDF or a text file.`);
}

const TEXT_TYPES =
  /^(text\/|application\/(.*\+)?(json|xml|yaml|x-yaml|toml|javascript|typescript|x-sh|sql)$)/;

function isText(mediaType: string): boolean {
  return TEXT_TYPES.test(mediaType);
}

const TEXT_NAMES =
  /\.(txt|md|csv|tsv|json|xml|ya?ml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cpp|sh|sql|log)$/i;

/** Used only where neither a label nor the first bytes tell. */
function typeByName(name: string): string {
  if (/\.pdf$/i.test(name)) return 'application/pdf';
  return TEXT_NAMES.test(name) ? 'text/plain' : 'application/octet-stream';
}

/** An `input_audio` part. @throws AppError always */
export function refuseAudio(path: string): never {
  throw invalidRequest(path, `${path}: Claude does not hear audio. Send a transcript as text.`);
}
