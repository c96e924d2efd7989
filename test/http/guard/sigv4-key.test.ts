import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyCheck } from '../../../main/http/guard/api-key.ts';
import { readHeaders } from '../../../main/http/request-headers.ts';

const KEY = 'sk-krouter-test-0123456789';
const NOW = Date.parse('2026-11-22T14:00:00Z');
const key = { value: KEY, foundIn: '/data/api-key' };

interface Signing {
  readonly accessKeyId?: string;
  readonly secret?: string;
  readonly service?: string;
  readonly at?: number;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly applyChecksum?: boolean;
  readonly headers?: Record<string, string>;
}

/** A request as the AWS SDK signs it. */
async function sign(signing: Signing = {}) {
  const {
    path = '/model/us.anthropic.claude-sonnet-4-6/invoke',
    method = 'POST',
    body = '{"a":1}',
  } = signing;
  const signer = new SignatureV4({
    service: signing.service ?? 'bedrock',
    region: 'us-east-1',
    credentials: { accessKeyId: signing.accessKeyId ?? 'krouter', secretAccessKey: signing.secret ?? KEY },
    sha256: Sha256,
    applyChecksum: signing.applyChecksum ?? true,
  });
  const { query = {} } = signing;
  const request = {
    protocol: 'http:',
    hostname: '127.0.0.1',
    method,
    path,
    query,
    headers: { host: '127.0.0.1:20128', 'content-type': 'application/json', ...signing.headers },
    body,
  };
  const { headers } = await signer.sign(request, { signingDate: new Date(signing.at ?? NOW) });
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return { method, target: search === '' ? path : `${path}?${search}`, headers, body };
}

type Signed = Awaited<ReturnType<typeof sign>>;

/** The request as Node's server hands it over. */
function received({ method, target, headers }: Signed): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.method = method;
  message.url = target;
  message.rawHeaders = Object.entries(headers).flat();
  for (const [name, value] of Object.entries(headers)) message.headers[name.toLowerCase()] = value;
  return message;
}

/** Runs both halves of the check. */
function check(signed: Signed, body = signed.body): void {
  const message = received(signed);
  createKeyCheck(key, () => NOW)(readHeaders(message), message)?.(Buffer.from(body));
}

function without(signed: Signed, name: string): Signed {
  return {
    ...signed,
    headers: Object.fromEntries(Object.entries(signed.headers).filter(([one]) => one !== name)),
  };
}

describe('a request signed by the AWS SDK with kRouter’s key', () => {
  it.each([
    ['as JavaScript’s SDK signs it', {}],
    ['as Python’s SDK signs it, without the body’s hash in a header', { applyChecksum: false }],
    ['with any access key id that starts with krouter', { accessKeyId: 'krouter-laptop' }],
    [
      'for a model id with escapes',
      { path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/invoke' },
    ],
    [
      'for a model id with raw colons',
      { path: '/bedrock/model/us.anthropic.claude-haiku-4-5-v1:0/converse' },
    ],
    [
      'with a query',
      {
        method: 'GET',
        path: '/inference-profiles',
        query: { type: 'SYSTEM_DEFINED', a: 'b c+d/e' },
        body: '',
      },
    ],
    ['four minutes ago', { at: NOW - 240_000 }],
    ['with a session token, which nobody reads', { headers: { 'x-amz-security-token': 'token' } }],
    ['with further headers', { headers: { 'x-amzn-bedrock-accept': '*/*', 'x-two': '  a   b ' } }],
  ] satisfies [string, Signing][])('is let in %s', async (_, signing) => {
    const signed = await sign(signing);
    expect(() => check(signed)).not.toThrow();
  });

  it.each([
    ['another secret', { secret: 'someone-elses' }, /does not match/],
    [
      'an access key of the user’s own',
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      /access key of your own.*AWS_ACCESS_KEY_ID=krouter/,
    ],
    ['another service', { service: 's3' }, /service "s3"/],
    ['six minutes ago', { at: NOW - 360_000 }, /five minutes/],
    ['six minutes ahead', { at: NOW + 360_000 }, /five minutes/],
    ['an unsigned body', { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, /not signed/],
    [
      'a body signed in chunks',
      { headers: { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' } },
      /not signed/,
    ],
  ] satisfies [string, Signing, RegExp][])('is refused with %s', async (_, signing, words) => {
    const signed = await sign(signing);
    expect(() => check(signed)).toThrow(expect.objectContaining({ code: 'authentication' }));
    expect(() => check(signed)).toThrow(words);
  });

  it.each([true, false])(
    'is refused with another body than was signed (hash in a header: %s)',
    async (applyChecksum) => {
      const signed = await sign({ applyChecksum });
      expect(() => check(signed, '{"a":2}')).toThrow(/not the one that was signed|does not match/);
      expect(() => check(signed)).not.toThrow();
    },
  );

  it('is refused before its body is read when the hash is in a header', async () => {
    const message = received(await sign({ secret: 'wrong' }));
    expect(() => createKeyCheck(key, () => NOW)(readHeaders(message), message)).toThrow(/does not match/);
  });

  it('is refused when anything that was signed is changed', async () => {
    const signed = await sign();
    const changes: Signed[] = [
      { ...signed, method: 'PUT' },
      { ...signed, target: '/model/other/invoke' },
      { ...signed, target: `${signed.target}?x=1` },
      { ...signed, headers: { ...signed.headers, 'content-type': 'text/plain' } },
      { ...signed, headers: { ...signed.headers, host: 'evil.example' } },
      { ...signed, headers: { ...signed.headers, 'x-amz-more': 'unsigned' } },
      without(signed, 'x-amz-date'),
      without(signed, 'content-type'),
    ];
    for (const changed of changes) {
      expect(() => check(changed)).toThrow(expect.objectContaining({ code: 'authentication' }));
    }
  });

  it('is refused when its header is incomplete, whatever it holds', async () => {
    const signed = await sign();
    const whole = String(signed.headers['authorization']);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: whole.length - 1 }), async (length) => {
        const cut = { ...signed, headers: { ...signed.headers, authorization: whole.slice(0, length) } };
        expect(() => check(cut)).toThrow(expect.objectContaining({ code: 'authentication' }));
      }),
    );
  });

  it('is refused beside a key in another header', async () => {
    const signed = await sign();
    const both = { ...signed, headers: { ...signed.headers, 'x-api-key': KEY } };
    expect(() => check(both)).toThrow(/conflicting/);
  });

  it('never shows the caller’s access key', async () => {
    const signed = await sign({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI' });
    expect(() => check(signed)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('AKIA') }),
    );
  });

  it('agrees with AWS’s signer for any path and query', async () => {
    const segment = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }).map(encodeURIComponentSafely);
    const value = fc.string({ maxLength: 8, unit: fc.constantFrom(...'abc /+*&=~ä') });
    await fc.assert(
      fc.asyncProperty(segment, fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), async (id, query) => {
        const signed = await sign({ path: `/model/${id}/converse`, query });
        expect(() => check(signed)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

/** A dot segment is normalised away before it is sent. */
function encodeURIComponentSafely(text: string): string {
  const encoded = encodeURIComponent(text);
  return /^\.{1,2}$/.test(encoded) ? 'x' : encoded;
}
