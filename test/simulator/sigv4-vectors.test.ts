import { describe, expect, it } from 'vitest';
import { canonicalRequest, encodeRfc3986 } from '../../main/simulator/auth/canonical-request.ts';
import { formatSigningTime, parseSigningTime } from '../../main/simulator/auth/signing-time.ts';
import { sha256Hex, sigv4Signature, stringToSign } from '../../main/simulator/auth/sigv4-signature.ts';
import { verifySigV4 } from '../../main/simulator/auth/verify-sigv4.ts';
import vectors from '../fixtures/simulator/sigv4-vectors.json' with { type: 'json' };

type Case = (typeof vectors.cases)[number];
type Line = readonly [string, string];

/** Reads the raw request text: request line, headers (folded lines belong to the one before), body. */
function parse(text: string) {
  const [head = '', ...rest] = text.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(first) ?? [];
  const headers: [string, string][] = [];
  for (const line of lines.filter((entry) => entry !== '')) {
    const last = headers.at(-1);
    const colon = line.indexOf(':');
    if (/^\s/.test(line) && last) last[1] += ` ${line.trim()}`;
    else headers.push([line.slice(0, colon), line.slice(colon + 1)]);
  }
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  return { method, path, query, headers, body: rest.join('\n\n') };
}

function scopeOf({ context }: Case) {
  const time = formatSigningTime(Date.parse(context.timestamp));
  return { time, scope: { date: time.slice(0, 8), region: context.region, service: context.service } };
}

describe("AWS's signing test suite", () => {
  it('has all its cases', () => {
    expect(vectors.cases.length).toBe(38);
  });

  it.each(vectors.cases)('$name, signed by header, comes out the same', (vector) => {
    const { method, path, query, headers, body } = parse(vector.request);
    const { time, scope } = scopeOf(vector);
    const payloadHash = sha256Hex(body);
    const { token } = vector.context.credentials;
    const added: Line[] = [['X-Amz-Date', time]];
    if (vector.context.sign_body) added.push(['x-amz-content-sha256', payloadHash]);
    if (token && !vector.context.omit_session_token) added.push(['X-Amz-Security-Token', token]);
    const signedHeaders = vector.header.canonical_request.split('\n').at(-2)?.split(';') ?? [];
    const canonical = canonicalRequest(
      { method, path, query, headers: [...headers, ...added] },
      { signedHeaders, payloadHash, normalizePath: vector.context.normalize },
    );
    expect(canonical).toBe(vector.header.canonical_request);
    const text = stringToSign(time, scope, canonical);
    expect(text).toBe(vector.header.string_to_sign);
    expect(sigv4Signature(vector.context.credentials.secret_access_key, scope, text)).toBe(
      vector.header.signature,
    );
  });

  it.each(vectors.cases)('$name, signed by query, comes out the same', (vector) => {
    const { method, path, query, headers, body } = parse(vector.request);
    const { time, scope } = scopeOf(vector);
    const signedHeaders = vector.query.canonical_request.split('\n').at(-2)?.split(';') ?? [];
    const { access_key_id: id, token } = vector.context.credentials;
    const added = [
      'X-Amz-Algorithm=AWS4-HMAC-SHA256',
      `X-Amz-Credential=${encodeRfc3986(`${id}/${scope.date}/${scope.region}/${scope.service}/aws4_request`)}`,
      `X-Amz-Date=${time}`,
      `X-Amz-Expires=${vector.context.expiration_in_seconds}`,
      `X-Amz-SignedHeaders=${encodeRfc3986(signedHeaders.join(';'))}`,
      ...(token && !vector.context.omit_session_token
        ? [`X-Amz-Security-Token=${encodeRfc3986(token)}`]
        : []),
      'X-Amz-Signature=to-be-left-out',
    ];
    const payloadHash = vector.query.canonical_request.split('\n').at(-1) ?? sha256Hex(body);
    const canonical = canonicalRequest(
      { method, path, query: [query, ...added].filter((part) => part !== '').join('&'), headers },
      { signedHeaders, payloadHash, normalizePath: vector.context.normalize, omitQuery: 'X-Amz-Signature' },
    );
    expect(canonical).toBe(vector.query.canonical_request);
    const text = stringToSign(time, scope, canonical);
    expect(sigv4Signature(vector.context.credentials.secret_access_key, scope, text)).toBe(
      vector.query.signature,
    );
  });

  it.each(vectors.cases.filter(({ context }) => context.normalize && !context.omit_session_token))(
    '$name is accepted by the verifier, and refused with one digit changed',
    (vector) => {
      const { method, path, query, headers, body } = parse(vector.request);
      const { time, scope } = scopeOf(vector);
      const {
        access_key_id: accessKeyId,
        secret_access_key: secretAccessKey,
        token,
      } = vector.context.credentials;
      const signedHeaders = vector.header.canonical_request.split('\n').at(-2) ?? '';
      const verify = (signature: string) =>
        verifySigV4(
          {
            method,
            path,
            query,
            headers: [
              ...headers,
              ['X-Amz-Date', time],
              ...(token ? [['X-Amz-Security-Token', token] as const] : []),
              ...(vector.context.sign_body ? [['x-amz-content-sha256', sha256Hex(body)] as const] : []),
              [
                'Authorization',
                `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.date}/${scope.region}/${scope.service}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
              ],
            ],
          },
          Buffer.from(body),
          {
            region: scope.region,
            service: scope.service,
            keys: [{ accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) }],
            now: parseSigningTime(time) ?? 0,
          },
        );
      const { signature } = vector.header;
      expect(verify(signature).accessKeyId).toBe(accessKeyId);
      const changed = signature.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
      expect(() => verify(changed)).toThrow('does not match');
    },
  );
});
