import { createHash, createHmac } from 'node:crypto';

/** Date, region, service: what a SigV4 signing key is good for. */
export interface CredentialScope {
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The string that SigV4 signs for a canonical request; `time` is the basic ISO form `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(time: string, scope: CredentialScope, canonical: string): string {
  const { date, region, service } = scope;
  return `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/${service}/aws4_request\n${sha256Hex(canonical)}`;
}

/** The SigV4 signature, lower-case hex. */
export function sigv4Signature(secretAccessKey: string, scope: CredentialScope, text: string): string {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  const key = hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request');
  return hmac(key, text).toString('hex');
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
