/** What SigV4 signs of a request, as it stood on the wire. */
export interface SignedRequest {
  readonly method: string;
  /** The raw path, percent-encoded as sent. */
  readonly path: string;
  /** The raw query without `?`. */
  readonly query: string;
  /** Every header line in order; names in any case, a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** How the canonical form is built. */
export interface CanonicalOptions {
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  /** Whether `.`, `..` and `//` are resolved; true for every service but S3. */
  readonly normalizePath?: boolean;
  /** A query parameter that is not itself signed. */
  readonly omitQuery?: string;
}

/** The canonical request of SigV4. The path is encoded once more than on the wire, as all services but S3 do. */
export function canonicalRequest(request: SignedRequest, options: CanonicalOptions): string {
  const names = [...options.signedHeaders].sort();
  return [
    request.method,
    canonicalPath(request.path, options.normalizePath ?? true),
    canonicalQuery(request.query, options.omitQuery),
    ...names.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    names.join(';'),
    options.payloadHash,
  ].join('\n');
}

/** Percent-encodes all but the unreserved characters of RFC 3986, in upper-case hex. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalPath(path: string, normalize: boolean): string {
  const segments = path.split('/');
  const kept = normalize ? resolveDots(segments) : segments;
  const encoded = kept.map(encodeRfc3986).join('/');
  return encoded.startsWith('/') ? encoded : `/${encoded}`;
}

function resolveDots(segments: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const trailing = kept.length > 0 && segments.at(-1) === '' ? [''] : [];
  return ['', ...kept, ...trailing];
}

function canonicalQuery(query: string, omit: string | undefined): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part): readonly [string, string] => {
      const equals = part.indexOf('=');
      const name = equals < 0 ? part : part.slice(0, equals);
      const value = equals < 0 ? '' : part.slice(equals + 1);
      return [encodeRfc3986(decodeLoose(name)), encodeRfc3986(decodeLoose(value))];
    })
    .filter(([name]) => name !== omit)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeader(request: SignedRequest, wanted: string): string {
  return request.headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

function decodeLoose(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
