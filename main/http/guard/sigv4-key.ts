import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import type { BodyCheck } from './body-check.ts';
import { canonicalRequest, sha256Hex, wireName } from './canonical-request.ts';

/** How far a client's clock may be off: AWS's own tolerance. */
const TOLERANCE_MS = 5 * 60_000;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]{1,128})\/(\d{8})\/([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})\/aws4_request,\s*SignedHeaders=([a-z0-9;:_-]{1,2000}),\s*Signature=([0-9a-f]{64})$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const HASH = /^[0-9a-f]{64}$/;
const HASH_HEADER = 'x-amz-content-sha256';

/** kRouter's own key, and where a person finds it. */
export interface SigningKey {
  readonly value: string;
  readonly foundIn: string;
}

/** True for a request that is signed as AWS's SDKs do. */
export function isSigned(authorization: string | undefined): boolean {
  return authorization?.startsWith(ALGORITHM) === true;
}

/**
 * Checks a request that an AWS SDK signed with kRouter's key as secret access key. What only the body can prove is left to
 * the check that comes back: it must be called with the body before anything is done with it.
 * @throws AppError authentication
 */
export function checkSignature(request: IncomingMessage, key: SigningKey, nowMs: number): BodyCheck {
  const claim = readClaim(request, key, nowMs);
  const verify = (payloadHash: string): void => {
    if (!isSame(signatureOf({ request, claim, payloadHash }, key.value), claim.signature)) {
      throw refused('The signature does not match: the secret access key is not kRouter’s key.', key);
    }
  };
  const { announcedHash } = claim;
  if (announcedHash === undefined) return (body) => verify(sha256Hex(body));
  verify(announcedHash);
  return (body) => {
    if (isSame(sha256Hex(body), announcedHash)) return;
    throw refused('The body is not the one that was signed.', key);
  };
}

/** What the request says of its own signature. */
interface Claim {
  readonly date: string;
  /** `20261122T140000Z` */
  readonly time: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** SHA-256 of the body in hex, where the client announces it. */
  readonly announcedHash: string | undefined;
}

function readClaim(request: IncomingMessage, key: SigningKey, nowMs: number): Claim {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '');
  if (match === null) throw refused('The Authorization header is no complete AWS Signature Version 4.', key);
  const [, keyId = '', date = '', region = '', service = '', names = '', signature = ''] = match;
  if (!keyId.startsWith('krouter'))
    throw refused('The request is signed with an AWS access key of your own.', key);
  if (service !== 'bedrock')
    throw refused(`The signature is for the service "${service}", not "bedrock".`, key);
  const time = headerOf(request, 'x-amz-date');
  checkTime(time, date, { key, nowMs });
  const signedHeaders = names.split(';');
  checkSignedHeaders(request, signedHeaders, key);
  return { date, time, region, service, signedHeaders, signature, announcedHash: readHash(request, key) };
}

function checkTime(time: string, date: string, { key, nowMs }: { key: SigningKey; nowMs: number }): void {
  const [, year, month, day, hour, minute, second] = DATE.exec(time) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedAt) || !time.startsWith(date))
    throw refused('The header x-amz-date is missing or no date.', key);
  if (Math.abs(nowMs - signedAt) <= TOLERANCE_MS) return;
  throw refused('The signature is more than five minutes old or ahead: the clocks differ.', key);
}

/** A header that a signature leaves out could be changed under it. */
function checkSignedHeaders(request: IncomingMessage, signed: readonly string[], key: SigningKey): void {
  const isSorted = signed.every((name, index) => index === 0 || (signed[index - 1] ?? '') < name);
  const isAbsent = (name: string) => request.headers[wireName(name)] === undefined;
  const isOpen = (name: string) => name.startsWith('x-amz-') && !signed.includes(name);
  if (
    isSorted &&
    signed.some((name) => wireName(name) === 'host') &&
    !signed.some(isAbsent) &&
    !Object.keys(request.headers).some(isOpen)
  ) {
    return;
  }
  throw refused(
    'The signature must cover the host and every x-amz- header, each by its name and in order.',
    key,
  );
}

/** @throws AppError for a body that is said to be unsigned, or signed piece by piece */
function readHash(request: IncomingMessage, key: SigningKey): string | undefined {
  const announced = request.headers[HASH_HEADER];
  if (announced === undefined) return undefined;
  if (typeof announced === 'string' && HASH.test(announced)) return announced;
  throw refused('The body is not signed. Let the SDK sign it, as it does by itself.', key);
}

interface Proof {
  readonly request: IncomingMessage;
  readonly claim: Claim;
  readonly payloadHash: string;
}

function signatureOf({ request, claim, payloadHash }: Proof, secret: string): string {
  const { date, time, region, service, signedHeaders } = claim;
  const { method = '', url: target = '/', rawHeaders } = request;
  const canonical = canonicalRequest({ method, target, rawHeaders, signedHeaders, payloadHash });
  const scope = `${date}/${region}/${service}/aws4_request`;
  const steps = [date, region, service, 'aws4_request'];
  const signingKey = steps.reduce<string | Buffer>((one, step) => hmac(one, step), `AWS4${secret}`);
  return hmac(signingKey, `${ALGORITHM}\n${time}\n${scope}\n${sha256Hex(canonical)}`).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Both are hex of one length. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Says what to set, and never repeats what was sent. */
function refused(cause: string, { foundIn }: SigningKey): AppError {
  return new AppError({
    code: 'authentication',
    message: `${cause} For kRouter set AWS_BEARER_TOKEN_BEDROCK to kRouter’s key, or AWS_ACCESS_KEY_ID=krouter and AWS_SECRET_ACCESS_KEY to kRouter’s key. The key is in ${foundIn}.`,
  });
}
