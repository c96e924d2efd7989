import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';
import { decodeDataUrl } from '../openai-vocabulary/decode-data-url.ts';
import { decodeFileData } from '../openai-vocabulary/decode-file-data.ts';
import { decodeInlineMedia } from '../openai-vocabulary/decode-inline-media.ts';

/** An image from a URL, which must carry the image itself. @throws AppError for anything to be fetched */
export function decodeImageUrl(url: string, path: string): ImageBlock | DocumentBlock {
  if (!/^data:/i.test(url)) {
    throw unsupported(
      path,
      `${path} must be a data URL (data:image/png;base64,…). kRouter fetches nothing from the network for a request.`,
    );
  }
  return decodeInlineMedia({ ...decodeDataUrl(url, path), path }, unsupported);
}

/** The `file` member of a file part: PDF and text, as a data URL or bare base64. */
export function decodeFile(file: JsonObject, path: string): ImageBlock | DocumentBlock {
  const title = readOptionalString(file, 'filename', path);
  const payload = readOptionalString(file, 'file_data', path);
  if (payload === undefined || payload === '') {
    throw unsupported(
      `${path}.file_id`,
      `${path} must carry file_data. Files uploaded to OpenAI cannot be read here: send the file as a data URL.`,
    );
  }
  return decodeFileData({ payload, title, path: `${path}.file_data` }, unsupported);
}

/** An `input_audio` part. @throws AppError always */
export function refuseAudio(path: string): never {
  throw invalidRequest(path, `${path}: Claude does not hear audio. Send a transcript as text.`);
}
