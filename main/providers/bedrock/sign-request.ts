import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsKeys } from './credentials/credential-source.ts';
import { NativeSha256 } from './native-sha256.ts';

/** What is signed. Headers: only those that must reach AWS unchanged; `host` is added here. */
export interface SignableRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Already encoded: sent and signed exactly as it stands. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface SigningScope {
  readonly region: string;
  /** The service's signing name, `bedrock` for runtime and control plane alike. */
  readonly service: string;
  readonly now: Date;
  /** `header` sends the payload's hash as `x-amz-content-sha256`; `implicit` only signs it. */
  readonly payload?: 'header' | 'implicit';
}

/** The headers to send: those given, plus `host`, date, token, payload hash and `authorization`. */
export async function signRequest(
  request: SignableRequest,
  keys: AwsKeys,
  scope: SigningScope,
): Promise<Record<string, string>> {
  const url = splitUrl(request.url);
  const signed = await signerFor(keys, scope).sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: url.host,
      path: url.path,
      query: url.query,
      headers: { ...request.headers, host: url.host, 'x-amz-content-sha256': payloadHash(request.body) },
    },
    {
      signingDate: scope.now,
      unsignableHeaders: scope.payload === 'implicit' ? IMPLICIT_PAYLOAD : undefined,
    },
  );
  if (scope.payload === 'implicit') delete signed.headers['x-amz-content-sha256'];
  return signed.headers;
}

const IMPLICIT_PAYLOAD: Set<string> = new Set(['x-amz-content-sha256']);

/** Native, over the bytes that are sent: the library takes the header's word and hashes no body in JavaScript. */
function payloadHash(body: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(body ?? '')
    .digest('hex');
}

function signerFor(keys: AwsKeys, { region, service }: SigningScope): SignatureV4 {
  return new SignatureV4({ credentials: keys, region, service, sha256: NativeSha256, applyChecksum: false });
}

interface SplitUrl {
  readonly host: string;
  readonly path: string;
  readonly query: Record<string, string[]>;
}

/** Splits without normalising: what `new URL` would repair must not be repaired behind the signature's back. */
function splitUrl(url: string): SplitUrl {
  const start = url.indexOf('://') + 3;
  const slash = indexOrEnd(url, url.indexOf('/', start));
  const mark = indexOrEnd(url, url.indexOf('?', start));
  const hostEnd = Math.min(slash, mark);
  const path = url.slice(hostEnd, mark);
  return {
    host: hostOf(url, start, hostEnd),
    path: path === '' ? '/' : path,
    query: readQuery(url.slice(mark + 1)),
  };
}

function indexOrEnd(url: string, index: number): number {
  return index === -1 ? url.length : index;
}

/** Node leaves a scheme's own port out of the Host header; so must the signature. */
function hostOf(url: string, start: number, end: number): string {
  const host = url.slice(url.lastIndexOf('@', end) < start ? start : url.lastIndexOf('@', end) + 1, end);
  const ownPort = url.startsWith('https:') ? ':443' : ':80';
  return host.endsWith(ownPort) ? host.slice(0, -ownPort.length) : host;
}

function readQuery(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  const pairs = new URLSearchParams(text);
  for (const name of pairs.keys()) query[name] = pairs.getAll(name);
  return query;
}
