import { isUtf8 } from 'node:buffer';
import { AppError } from '../../core/app-error.ts';
import type { Exchange } from '../exchange.ts';
import { checkEncoding, decompress } from './decompress.ts';
import { parseJson } from './parse-json.ts';
import { readBytes, tooLarge } from './read-bytes.ts';

/** `application/json` with any parameters, and nothing a browser sends without asking first. */
const JSON_TYPE = /^application\/json[\t ]*(?:;|$)/i;

/**
 * The request's body as JSON. Everything the headers can tell is refused before a byte of the body is read.
 * @throws AppError unsupported_media_type, too_large, invalid_request, or cancelled
 */
export async function readJsonBody(exchange: Exchange, maxBytes: number): Promise<unknown> {
  const { request, response, headers } = exchange;
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) {
    throw new AppError({
      code: 'unsupported_media_type',
      message: 'Send the request with "content-type: application/json".',
    });
  }
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  checkEncoding(encoding);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (headers['expect'] !== undefined) response.writeContinue();
  const bytes = await decompress(await readBytes(request, maxBytes), encoding, maxBytes);
  return parseJson(decodeText(bytes));
}

function decodeText(bytes: Buffer): string {
  if (bytes.length === 0) throw new AppError({ code: 'invalid_request', message: 'The body is empty.' });
  if (!isUtf8(bytes)) {
    throw new AppError({ code: 'invalid_request', message: 'The body is not valid UTF-8.' });
  }
  const text = bytes.toString('utf8');
  // Some Windows tools put a byte order mark first; JSON.parse takes it for content.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
