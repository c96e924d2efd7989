import { invalidRequest } from '../../core/app-error.ts';

export interface DataUrl {
  /** In lower case; `text/plain` when the URL names none (RFC 2397). */
  readonly mediaType: string;
  /** Always base64. */
  readonly payload: string;
}

/** Longest header we look for before the comma: type and parameters, in characters. */
const LONGEST_HEADER = 300;

/** Takes a data URL apart. @throws AppError when it is not one */
export function decodeDataUrl(url: string, path: string): DataUrl {
  const comma = url.indexOf(',');
  if (comma < 0 || comma > LONGEST_HEADER) {
    throw invalidRequest(path, `${path} is not a valid data URL: it has no comma before its data.`);
  }
  const [type = '', ...parameters] = url.slice('data:'.length, comma).toLowerCase().split(';');
  const mediaType = type.trim() === '' ? 'text/plain' : type.trim();
  const payload = url.slice(comma + 1);
  const isBase64 = parameters.some((parameter) => parameter.trim() === 'base64');
  return { mediaType, payload: isBase64 ? payload : percentToBase64(payload, path) };
}

function percentToBase64(payload: string, path: string): string {
  try {
    return Buffer.from(decodeURIComponent(payload), 'utf8').toString('base64');
  } catch (cause) {
    throw invalidRequest(path, `${path} is not a valid data URL: its percent-encoding is broken (${cause}).`);
  }
}

/** Standard padded base64, from that, from the URL-safe alphabet, from wrapped lines or without padding. */
export function decodeBase64(payload: string, path: string): string {
  if (isBase64(payload)) return payload;
  const bare = payload
    .replace(/[\s=]+/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
  if (bare.length % 4 !== 1 && isBase64(padded)) return padded;
  throw invalidRequest(path, `${path} must hold base64 data; it is empty or has other characters in it.`);
}

/** One scan without backtracking: the payload may be tens of megabytes. */
function isBase64(payload: string): boolean {
  if (payload === '' || payload.length % 4 !== 0) return false;
  const end = payload.search(/[^A-Za-z0-9+/]/);
  return end === -1 || (end >= payload.length - 2 && end > 0 && /^={1,2}$/.test(payload.slice(end)));
}

/** @throws AppError when the bytes are not UTF-8 */
export function decodeBase64Text(base64: string, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw invalidRequest(path, `${path} is a text file that is not UTF-8. Convert it, or send it as a PDF.`);
  }
}

/** How a file's first bytes look in base64: PNG, JPEG, GIF87a/89a and PDF signatures. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGODdh', 'image/gif'],
  ['R0lGODlh', 'image/gif'],
  ['JVBERi0', 'application/pdf'],
];

/** The media type the bytes themselves tell; undefined when they do not. */
export function mediaTypeOf(base64: string): string | undefined {
  for (const [start, mediaType] of SIGNATURES) if (base64.startsWith(start)) return mediaType;
  // RIFF, four bytes of size, WEBP: the last word begins at byte 8, inside a base64 group.
  const isWebp = base64.startsWith('UklGR') && atob(base64.slice(8, 16)).slice(2, 6) === 'WEBP';
  return isWebp ? 'image/webp' : undefined;
}
