import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readOptionalString, readString } from '../../core/read-field.ts';
import { decodeDataUrl } from '../openai-vocabulary/decode-data-url.ts';
import { decodeFileData } from '../openai-vocabulary/decode-file-data.ts';
import { decodeInlineMedia } from '../openai-vocabulary/decode-inline-media.ts';

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
  const payload = readOptionalString(part, 'file_data', path);
  if (payload === undefined || payload === '') {
    throw part['file_url'] == null ? stored(`${path}.file_id`) : remote(`${path}.file_url`);
  }
  return decodeFileData({ payload, title, path: `${path}.file_data` }, invalidRequest);
}

/** An `input_audio` part. @throws AppError always */
export function refuseAudio(path: string): never {
  throw unsupported(path, `${path}: Claude does not hear audio. Send a transcript as text.`);
}

function decodeUrl(url: string, path: string): ImageBlock | DocumentBlock {
  if (!/^data:/i.test(url)) throw remote(path);
  return decodeInlineMedia({ ...decodeDataUrl(url, path), path }, invalidRequest);
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
