import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readOptionalString, readString } from '../../core/read-field.ts';
import { decodeBase64, decodeBase64Text, decodeDataUrl, mediaTypeOf } from './decode-base64.ts';

/** An `input_image` part. @throws AppError for anything that would have to be fetched */
export function decodeImagePart(part: JsonObject, path: string): ImageBlock | DocumentBlock {
  const image = part['image_url'];
  // Chat Completions wraps the URL in an object; many clients do so here as well.
  if (isJsonObject(image))
    return decodeUrl(readString(image, 'url', `${path}.image_url`), `${path}.image_url`);
  if (image == null && part['file_id'] != null) throw stored(`${path}.file_id`);
  return decodeUrl(readString(part, 'image_url', path), `${path}.image_url`);
}

/** An `input_file` part: PDF and text, as a data URL or bare base64. @throws AppError */
export function decodeFilePart(part: JsonObject, path: string): ImageBlock | DocumentBlock {
  const title = readOptionalString(part, 'filename', path);
  const data = readOptionalString(part, 'file_data', path);
  if (data === undefined || data === '') {
    throw part['file_url'] == null ? stored(`${path}.file_id`) : remote(`${path}.file_url`);
  }
  const dataPath = `${path}.file_data`;
  if (/^data:/i.test(data)) {
    return decodeInlineMedia({ ...decodeDataUrl(data, dataPath), title, path: dataPath });
  }
  return decodeInlineMedia({ mediaType: typeByName(title ?? ''), payload: data, title, path: dataPath });
}

/** An `input_audio` part. @throws AppError always */
export function refuseAudio(path: string): never {
  throw unsupported(path, `${path}: Claude does not hear audio. Send a transcript as text.`);
}

function decodeUrl(url: string, path: string): ImageBlock | DocumentBlock {
  if (!/^data:/i.test(url)) throw remote(path);
  return decodeInlineMedia({ ...decodeDataUrl(url, path), path });
}

function remote(path: string): Error {
  return unsupported(
    path,
    `${path} must carry the data itself (data:image/png;base64,…). kRouter fetches nothing from the network for a request.`,
  );
}

function stored(path: string): Error {
  return unsupported(
    path,
    `${path}: files uploaded to OpenAI cannot be read here. Send the file itself as a data URL.`,
  );
}

interface InlineMedia {
  /** As the client labelled it; the bytes have the last word. */
  readonly mediaType: string;
  readonly payload: string;
  readonly title?: string;
  readonly path: string;
}

/** Base64 with a label, as the block it really is: some clients label a JPEG as PNG or send a PDF as an image. */
function decodeInlineMedia({
  mediaType: label,
  payload,
  title,
  path,
}: InlineMedia): ImageBlock | DocumentBlock {
  const data = decodeBase64(payload, path);
  const mediaType = mediaTypeOf(data) ?? label;
  if (mediaType.startsWith('image/')) return { type: 'image', media: { kind: 'base64', mediaType, data } };
  if (mediaType === 'application/pdf') {
    return { type: 'document', media: { kind: 'base64', mediaType, data }, title };
  }
  if (TEXT_TYPES.test(mediaType)) {
    const text = decodeBase64Text(data, path);
    return { type: 'document', media: { kind: 'text', mediaType: 'text/plain', text }, title };
  }
  throw invalidRequest(path, `${path} is of type "${mediaType}". Send an image, a PDF or a text file.`);
}

const TEXT_TYPES =
  /^(text\/|application\/(.*\+)?(json|xml|yaml|x-yaml|toml|javascript|typescript|x-sh|sql)$)/;

const TEXT_NAMES =
  /\.(txt|md|csv|tsv|json|xml|ya?ml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cpp|sh|sql|log)$/i;

/** Used only where neither a label nor the first bytes tell. */
function typeByName(name: string): string {
  if (/\.pdf$/i.test(name)) return 'application/pdf';
  return TEXT_NAMES.test(name) ? 'text/plain' : 'application/octet-stream';
}
