import { invalidRequest } from '../../core/app-error.ts';

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
