import { AwsError } from '../aws-error.ts';
import { canonicalRequest } from './canonical-request.ts';
import { parseCredential } from './parse-authorization.ts';
import { parseSigningTime } from './signing-time.ts';
import { sha256Hex, stringToSign } from './sigv4-signature.ts';
import { knownKey, requireSessionToken, requireSignature, type SigV4Policy } from './verify-sigv4.ts';

/** Every short-term Bedrock API key begins so; a presigned URL in base64 follows. */
export const SHORT_TERM_PREFIX = 'bedrock-api-key-';

/** AWS's own limit: twelve hours. */
const LONGEST_LIFE_S = 43_200;

/**
 * Checks a short-term key: a presigned `CallWithBearerToken` URL of this region that is still alive.
 * @throws AwsError AccessDeniedException in the front door's wording.
 */
export function verifyShortTermKey(key: string, policy: SigV4Policy): void {
  const url = Buffer.from(key.slice(SHORT_TERM_PREFIX.length), 'base64').toString('utf8');
  // `Version` is put on after signing.
  const [address = '', query = ''] = url.replace(/&Version=1$/, '').split('?');
  const slash = address.indexOf('/');
  const host = slash < 0 ? address : address.slice(0, slash);
  const parameters = new URLSearchParams(query);
  if (parameters.get('Action') !== 'CallWithBearerToken') throw refused();
  requireAlive(parameters, policy.now);
  try {
    requirePresigned({ host, path: slash < 0 ? '/' : address.slice(slash), query }, policy);
  } catch {
    throw refused();
  }
}

function requirePresigned(url: { host: string; path: string; query: string }, policy: SigV4Policy): void {
  const parameters = new URLSearchParams(url.query);
  const read = (name: string) => parameters.get(name) ?? '';
  const { accessKeyId, scope } = parseCredential(read('X-Amz-Credential'));
  if (scope.region !== policy.region || scope.service !== policy.service) throw refused();
  const accessKey = knownKey(accessKeyId, policy);
  requireSessionToken(accessKey, parameters.get('X-Amz-Security-Token') ?? undefined, policy.now);
  const signedHeaders = read('X-Amz-SignedHeaders').split(';');
  const canonical = canonicalRequest(
    { method: 'POST', path: url.path, query: url.query, headers: [['host', url.host]] },
    { signedHeaders, payloadHash: sha256Hex(''), omitQuery: 'X-Amz-Signature' },
  );
  const claim = { accessKeyId, scope, signedHeaders, signature: read('X-Amz-Signature') };
  requireSignature(accessKey, claim, stringToSign(read('X-Amz-Date'), scope, canonical));
}

function requireAlive(parameters: URLSearchParams, now: number): void {
  const issued = parseSigningTime(parameters.get('X-Amz-Date') ?? '');
  const life = Number(parameters.get('X-Amz-Expires'));
  if (issued === undefined || !(life > 0 && life <= LONGEST_LIFE_S)) throw refused();
  if (now >= issued + life * 1000) {
    throw new AwsError('AccessDeniedException', 'Bearer Token has expired', { capitalMessage: true });
  }
}

/** The refusal of any bearer key that is not good here. */
export function refused(): AwsError {
  const message = 'Authentication failed: Please make sure your API Key is valid.';
  return new AwsError('AccessDeniedException', message, { capitalMessage: true });
}
