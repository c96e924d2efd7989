import { isAscii, isUtf8 } from 'node:buffer';
import { AppError } from '../../core/app-error.ts';
import type { BodyRule } from '../../core/client-protocol.ts';
import type { Exchange } from '../exchange.ts';
import { checkEncoding, decompress } from './decompress.ts';
import { parseJson } from './parse-json.ts';
import { readBytes, tooLarge } from './read-bytes.ts';

/** `application/json` with any parameters, and nothing a browser sends without asking first. */
const JSON_RULE: BodyRule = { as: 'json', contentType: /^application\/json[\t ]*(?:;|$)/i };

/**
 * The request's body. Everything the headers can tell is refused before a byte of it is read.
 * @throws AppError unsupported_media_type, too_large, invalid_request, or cancelled
 */
export async function readBody(
  exchange: Exchange,
  rule: BodyRule | undefined,
  maxBytes: number,
): Promise<unknown> {
  const { as, contentType } = rule ?? JSON_RULE;
  const { request, response, headers } = exchange;
  if (contentType?.test(headers['content-type'] ?? '') === false) throw wrongType(rule);
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  checkEncoding(encoding);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (headers['expect'] !== undefined) response.writeContinue();
  const sent = await readBytes(request, maxBytes);
  exchange.bodyCheck?.(sent);
  const bytes = await decompress(sent, encoding, maxBytes);
  if (as === 'bytes') return bytes;
  if (bytes.length === 0 && rule !== undefined) return undefined;
  return parseJson(decodeText(bytes));
}

function wrongType(rule: BodyRule | undefined): AppError {
  const message =
    rule === undefined
      ? 'Send the request with "content-type: application/json".'
      : 'The content-type of the request is not one that this path takes.';
  return new AppError({ code: 'unsupported_media_type', message });
}

function decodeText(bytes: Buffer): string {
  if (bytes.length === 0) throw new AppError({ code: 'invalid_request', message: 'The body is empty.' });
  // Node decodes Latin-1 twice as fast as UTF-8, and most bodies are the ASCII that is both.
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) {
    throw new AppError({ code: 'invalid_request', message: 'The body is not valid UTF-8.' });
  }
  const text = bytes.toString('utf8');
  // Some Windows tools put a byte order mark first; JSON.parse takes it for content.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
