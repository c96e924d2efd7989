import { createHash } from 'node:crypto';

/** What of a request its signature covers. */
export interface SignedParts {
  readonly method: string;
  /** The target as received: path and query, percent-encoded by the client. */
  readonly target: string;
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[];
  /** In lower case, sorted, as the signature names them. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in hex. */
  readonly payloadHash: string;
}

/** The canonical request of AWS Signature Version 4, for every service but S3: the path is encoded once more. */
export function canonicalRequest(parts: SignedParts): string {
  const mark = parts.target.indexOf('?');
  const path = mark === -1 ? parts.target : parts.target.slice(0, mark);
  const query = mark === -1 ? '' : parts.target.slice(mark + 1);
  const headers = parts.signedHeaders.map(
    (name) => `${name}:${headerValue(parts.rawHeaders, wireName(name))}\n`,
  );
  return [
    parts.method,
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    headers.join(''),
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
}

/** SHA-256 in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** HTTP/2 clients sign the host under the name it has there. */
export function wireName(name: string): string {
  return name === ':authority' ? 'host' : name;
}

/** All values of a header, trimmed, inner runs of spaces made one; several are joined with a comma. */
function headerValue(rawHeaders: readonly string[], name: string): string {
  const values: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name)
      values.push((rawHeaders[i + 1] ?? '').trim().replace(/ +/g, ' '));
  }
  return values.join(',');
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return [encode(decode(name)), encode(decode(value))] as const;
  });
  const sorted = pairs.toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return sorted.map(([name, value]) => `${name}=${value}`).join('&');
}

/** RFC 3986: everything but the unreserved set, in upper-case hex. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** @throws URIError when the escape cannot be decoded */
function decode(text: string): string {
  return decodeURIComponent(text);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
