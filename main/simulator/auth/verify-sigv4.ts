import { timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { AccessKey } from '../simulator-options.ts';
import { canonicalRequest, type SignedRequest } from './canonical-request.ts';
import { parseAuthorization, type SigV4Claim } from './parse-authorization.ts';
import { requireFreshTime } from './signing-time.ts';
import { type CredentialScope, sha256Hex, sigv4Signature, stringToSign } from './sigv4-signature.ts';

/** What a signature is checked against. */
export interface SigV4Policy {
  readonly region: string;
  readonly service: string;
  readonly keys: readonly AccessKey[];
  readonly now: number;
}

/** Checks a signed request end to end and returns the key that signed it. @throws AwsError with AWS's own text. */
export function verifySigV4(request: SignedRequest, body: Uint8Array, policy: SigV4Policy): AccessKey {
  const claim = parseAuthorization(header(request, 'authorization') ?? '');
  const time = header(request, 'x-amz-date') ?? header(request, 'date');
  if (time === undefined) {
    const message = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
    throw new AwsError('IncompleteSignatureException', message);
  }
  const key = knownKey(claim.accessKeyId, policy);
  requireScope(claim.scope, policy);
  requireFreshTime(time, policy.now);
  if (!time.startsWith(claim.scope.date)) {
    const message = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.scope.date}' != '${time.slice(0, 8)}', from '${time}'.`;
    throw new AwsError('InvalidSignatureException', message);
  }
  requireSessionToken(key, header(request, 'x-amz-security-token'), policy.now);
  requireSignedHeaders(request, claim);
  const payloadHash = sha256Hex(body);
  const claimedHash = header(request, 'x-amz-content-sha256');
  if (claimedHash !== undefined && claimedHash !== payloadHash)
    throw new AwsError('InvalidSignatureException');
  const canonical = canonicalRequest(request, { signedHeaders: claim.signedHeaders, payloadHash });
  requireSignature(key, claim, stringToSign(time, claim.scope, canonical));
  return key;
}

/** The key an access key id stands for. @throws AwsError UnrecognizedClientException. */
export function knownKey(accessKeyId: string, policy: Pick<SigV4Policy, 'keys'>): AccessKey {
  const key = policy.keys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (!key) throw new AwsError('UnrecognizedClientException');
  return key;
}

/** Temporary keys need exactly their token, long-term keys none. @throws AwsError. */
export function requireSessionToken(key: AccessKey, token: string | undefined, now: number): void {
  if (token !== key.sessionToken) throw new AwsError('UnrecognizedClientException');
  if (key.expiresAt !== undefined && now >= key.expiresAt) throw new AwsError('ExpiredTokenException');
}

/** @throws AwsError InvalidSignatureException when the signature is not the one `text` has under this key. */
export function requireSignature(key: AccessKey, claim: SigV4Claim, text: string): void {
  const expected = Buffer.from(sigv4Signature(key.secretAccessKey, claim.scope, text));
  const given = Buffer.from(claim.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new AwsError('InvalidSignatureException');
  }
}

function requireScope(scope: CredentialScope, policy: SigV4Policy): void {
  if (scope.region !== policy.region) {
    const message = `Credential should be scoped to a valid region, not '${scope.region}'. `;
    throw new AwsError('InvalidSignatureException', message);
  }
  if (scope.service !== policy.service) {
    const message = `Credential should be scoped to correct service: '${policy.service}'. `;
    throw new AwsError('InvalidSignatureException', message);
  }
}

function requireSignedHeaders(request: SignedRequest, claim: SigV4Claim): void {
  const signed = new Set(claim.signedHeaders);
  if (!signed.has('host')) throw notSigned('Host');
  for (const name of signed) if (header(request, name) === undefined) throw notSigned(name);
  for (const [name] of request.headers) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-') && !signed.has(lower)) throw notSigned(lower);
  }
}

function notSigned(name: string): AwsError {
  const message = `'${name}' must be a 'SignedHeader' in the AWS Authorization.`;
  return new AwsError('InvalidSignatureException', message);
}

function header(request: SignedRequest, wanted: string): string | undefined {
  return request.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
