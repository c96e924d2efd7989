import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { credentialError } from './credential-error.ts';
import { CLOUD_PLATFORM } from './google-token.ts';
import type { ServiceAccountKey } from './service-account-key.ts';

/** Google takes assertions that live for an hour at most. Seconds. */
const LIFE_SECONDS = 3_600;

/** The JWT (RS256) with which a service account asks for a token. `now` in milliseconds since 1970. @throws AppError */
export function signAssertion(key: ServiceAccountKey, now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const header = {
    alg: 'RS256',
    typ: 'JWT',
    ...(key.privateKeyId === undefined ? {} : { kid: key.privateKeyId }),
  };
  const claims = {
    iss: key.clientEmail,
    scope: CLOUD_PLATFORM,
    aud: key.tokenUri,
    iat: issuedAt,
    exp: issuedAt + LIFE_SECONDS,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), readKey(key.privateKey));
  return `${signed}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw credentialError(
      'The private key of the service account is damaged. Paste the whole key file again.',
    );
  }
}
