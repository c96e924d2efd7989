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
