import { decodeBase64String } from '../../../framing/base64-text.ts';
import { credentialError } from './credential-error.ts';
import type { BearerKey } from './credential-source.ts';

/** What a short-term key says about itself. */
export interface ShortTermKey {
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const SHORT_TERM_PREFIX = 'bedrock-api-key-';

/** Without white space and byte order mark around it; undefined when nothing is left. */
export function cleanSecret(raw: string | undefined): string | undefined {
  // `trim` takes U+FEFF for white space, too.
  const text = raw?.trim();
  return text === '' ? undefined : text;
}

/**
 * A short-term key is `bedrock-api-key-` + base64 of a URL presigned for one region: region, time of issue and life
 * stand in it. Undefined for long-term keys and for what cannot be read.
 */
export function decodeShortTermKey(token: string): ShortTermKey | undefined {
  if (!token.startsWith(SHORT_TERM_PREFIX)) return undefined;
  const url = decodeBase64String(token.slice(SHORT_TERM_PREFIX.length));
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const region = query.get('X-Amz-Credential')?.split('/')[2];
  const issuedAt = parseAmzDate(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!region || issuedAt === undefined || !Number.isFinite(seconds)) return undefined;
  return { region, issuedAt, expiresAt: issuedAt + seconds * 1000 };
}

/** The key for a region. @throws AppError before any call when it cannot work there, or not any more. */
export function readBearerKey(token: string, { region, now }: { region: string; now: number }): BearerKey {
  const key = decodeShortTermKey(token);
  if (key === undefined) return { kind: 'bearer', token };
  if (key.region !== region) {
    throw credentialError(
      `This short-term Bedrock API key was made for ${key.region} and does not work in ${region}. Make one for ${region}, or use a long-term key.`,
    );
  }
  if (key.expiresAt <= now) {
    throw credentialError(
      `This short-term Bedrock API key expired at ${new Date(key.expiresAt).toISOString()}. Make a new one; such keys live 12 hours at most.`,
    );
  }
  return { kind: 'bearer', token, region: key.region, expiresAt: key.expiresAt };
}

/** `20261122T101500Z` */
function parseAmzDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
