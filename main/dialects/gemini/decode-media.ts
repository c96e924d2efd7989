import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';
import { decodeInlineMedia } from '../openai-vocabulary/decode-inline-media.ts';

/** Media the hub has no words for, but which other Gemini models understand. */
const AUDIO_OR_VIDEO = /^(audio|video)\//i;

/**
 * `inlineData`: an image, a PDF, a text. Sound and moving pictures stay a document of their own type, which only an
 * upstream of this format takes. @throws AppError naming the path
 */
export function decodeInlineData(data: JsonObject, path: string): ImageBlock | DocumentBlock {
  const mediaType = readOptionalString(data, 'mimeType', path) ?? '';
  const payload = readOptionalString(data, 'data', path);
  if (payload === undefined || payload === '') {
    throw invalidRequest(`${path}.data`, `${path}.data must hold the file as base64; it is empty.`);
  }
  const title = readOptionalString(data, 'displayName', path);
  if (AUDIO_OR_VIDEO.test(mediaType)) {
    return { type: 'document', media: { kind: 'base64', mediaType, data: payload }, title };
  }
  return decodeInlineMedia({ mediaType, payload, title, path: `${path}.data` }, unsupported);
}

/** `fileData`: a file that lies elsewhere. Whether an upstream can fetch it is for its encoder to say. @throws AppError */
export function decodeFileData(file: JsonObject, path: string): ImageBlock | DocumentBlock {
  const uri = readOptionalString(file, 'fileUri', path) ?? '';
  if (uri === '') throw invalidRequest(`${path}.fileUri`, `${path}.fileUri must name a file; it is empty.`);
  const isGoogles = !/^https?:/i.test(uri) || uri.startsWith('https://generativelanguage.googleapis.com/');
  const media = isGoogles ? ({ kind: 'file', fileId: uri } as const) : ({ kind: 'url', url: uri } as const);
  const mediaType = readOptionalString(file, 'mimeType', path) ?? '';
  return { type: mediaType.startsWith('image/') ? 'image' : 'document', media };
}
