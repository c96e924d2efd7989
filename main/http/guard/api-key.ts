import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import type { BodyCheck } from './body-check.ts';
import { LIFTED_KEY } from './lift-key.ts';
import { checkSignature, isSigned, type SigningKey } from './sigv4-key.ts';

/**
 * Checks the key of a request. Where only the body can complete the proof, what comes back must be called with it.
 * @throws AppError authentication
 */
export type KeyCheck = (headers: Headers, request: IncomingMessage) => BodyCheck | undefined;

/** Headers that carry a bare key: Anthropic's, Azure's and Google's. */
const KEY_HEADERS = ['x-api-key', 'api-key', 'x-goog-api-key'];

/** kRouter's own key, and where a person finds it: a file's path or a setting's name, shown in a 401. */
export type ApiKey = SigningKey;

/** The check for one key. `now`: milliseconds since 1970, which signatures are held against. */
export function createKeyCheck(key: ApiKey, now: () => number = Date.now): KeyCheck {
  const isOurs = createComparison(key.value);
  const refused = (cause: string) =>
    new AppError({ code: 'authentication', message: `${cause} The key is in ${key.foundIn}.` });
  return (headers, request) => {
    const [first, ...others] = presentedKeys(headers);
    if (first === undefined) {
      throw refused(
        'No API key was sent. Send kRouter\'s as "Authorization: Bearer KEY" or "x-api-key: KEY".',
      );
    }
    if (others.some((other) => other !== first)) {
      throw refused("The request carries conflicting API keys in different headers. Send kRouter's only.");
    }
    if (isSigned(first)) return checkSignature(request, key, now());
    if (!isOurs(first)) throw refused("The API key is not kRouter's.");
    return undefined;
  };
}

/** A key in the target is meant for us; what stands in the headers beside it, such as a Google login, is not. */
function presentedKeys(headers: Headers): readonly string[] {
  const lifted = headers[LIFTED_KEY];
  if (lifted !== undefined) return [lifted];
  const keys: string[] = [];
  const authorization = headers['authorization'];
  if (authorization !== undefined) keys.push(bearerToken(authorization));
  for (const name of KEY_HEADERS) {
    const key = headers[name];
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** Another scheme's credentials count as a wrong key. */
function bearerToken(authorization: string): string {
  const space = authorization.indexOf(' ');
  const scheme = authorization.slice(0, space).toLowerCase();
  return scheme === 'bearer' ? authorization.slice(space + 1).trim() : authorization;
}

/** Compares in constant time: what is presented is laid over a buffer of the secret's length. Ten times cheaper than a hash. */
function createComparison(secret: string): (presented: string) => boolean {
  const expected = Buffer.from(secret);
  const copy = Buffer.alloc(expected.length);
  return (presented) => {
    copy.fill(0);
    copy.write(presented);
    const isSame = timingSafeEqual(copy, expected);
    return isSame && Buffer.byteLength(presented) === expected.length;
  };
}
