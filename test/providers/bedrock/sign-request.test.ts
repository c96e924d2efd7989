import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AwsKeys } from '../../../main/providers/bedrock/credentials/credential-source.ts';
import { modelPath } from '../../../main/providers/bedrock/model-path.ts';
import { signRequest } from '../../../main/providers/bedrock/sign-request.ts';

interface Vector {
  readonly name: string;
  readonly request: string;
  readonly context: {
    readonly credentials: {
      readonly access_key_id: string;
      readonly secret_access_key: string;
      readonly token?: string;
    };
    readonly normalize: boolean;
    readonly sign_body: boolean;
    readonly omit_session_token?: boolean;
    readonly region: string;
    readonly service: string;
    readonly timestamp: string;
  };
  readonly header: { readonly signature: string };
}

const { cases }: { cases: Vector[] } = JSON.parse(
  readFileSync('test/fixtures/aws/sigv4-vectors.json', 'utf8'),
);

const SAME_EITHER_WAY = new Set(['get-space-unnormalized']);

/** Bedrock's paths are never left unnormalised, and its token is always signed. */
const applicable = cases.filter(
  ({ context, name }) => !context.omit_session_token && (context.normalize || SAME_EITHER_WAY.has(name)),
);

describe('signRequest on the published vectors', () => {
  it.each(applicable)('$name', async (vector) => {
    const { method, url, headers, body } = readRequest(vector.request);
    const { credentials, context } = { credentials: vector.context.credentials, context: vector.context };
    const signed = await signRequest(
      { method, url, headers, body },
      {
        kind: 'keys',
        accessKeyId: credentials.access_key_id,
        secretAccessKey: credentials.secret_access_key,
        sessionToken: credentials.token,
      },
      {
        region: context.region,
        service: context.service,
        now: new Date(context.timestamp),
        payload: context.sign_body ? 'header' : 'implicit',
      },
    );
    expect(signed['authorization']).toContain(`Signature=${vector.header.signature}`);
  });

  it('covers all but the unnormalised paths and the unsigned token', () => {
    expect(applicable.length).toBe(31);
  });
});

const KEYS: AwsKeys = {
  kind: 'keys',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'tok/en==',
};
const NOW = new Date('2026-11-22T10:00:00Z');

describe('signRequest for Bedrock', () => {
  const ids = [
    'anthropic.claude-sonnet-4-6',
    'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc',
    'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ];

  it.each(ids)('encodes the path of %s twice in the canonical request', async (id) => {
    const path = modelPath(id, 'invoke-with-response-stream');
    const body = new TextEncoder().encode('{"a":"ü"}');
    const headers = { 'content-type': 'application/json', 'x-amzn-bedrock-service-tier': 'flex' };
    const url = `https://bedrock-runtime.us-west-2.amazonaws.com${path}`;
    const signed = await signRequest({ method: 'POST', url, headers, body }, KEYS, {
      region: 'us-west-2',
      service: 'bedrock',
      now: NOW,
    });
    expect(signed['authorization']).toBe(expectedAuthorization(path, signed, body));
    expect(signed['host']).toBe('bedrock-runtime.us-west-2.amazonaws.com');
    expect(signed['x-amz-security-token']).toBe('tok/en==');
  });

  it('signs host, content type and amz headers and nothing else', async () => {
    const signed = await signRequest(
      {
        method: 'POST',
        url: 'http://127.0.0.1:9001/model/x/y',
        headers: { 'content-type': 'application/json' },
      },
      KEYS,
      { region: 'eu-west-1', service: 'bedrock', now: NOW },
    );
    expect(signed['authorization']).toContain(
      'SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,',
    );
    expect(signed['host']).toBe('127.0.0.1:9001');
  });

  it.each([
    ['https://a.example:443/x', 'a.example'],
    ['http://a.example:80/x', 'a.example'],
    ['https://a.example:8443/x', 'a.example:8443'],
    ['http://[::1]:9001/x', '[::1]:9001'],
    ['https://a.example', 'a.example'],
  ])('signs for %s the host that Node sends', async (url, host) => {
    const scope = { region: 'eu-west-1', service: 'bedrock', now: NOW };
    expect((await signRequest({ method: 'GET', url, headers: {} }, KEYS, scope))['host']).toBe(host);
  });
});

/** A second, independent signer for one shape of request. */
function expectedAuthorization(
  path: string,
  signed: Readonly<Record<string, string>>,
  body: Uint8Array,
): string {
  const names = Object.keys(signed)
    .filter((name) => name !== 'authorization')
    .toSorted();
  const canonical = [
    'POST',
    path
      .split('/')
      .map((part) => part.replaceAll('%', '%25'))
      .join('/'),
    '',
    ...names.map((name) => `${name}:${signed[name]}`),
    '',
    names.join(';'),
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const scope = '20261122/us-west-2/bedrock/aws4_request';
  const text = [
    'AWS4-HMAC-SHA256',
    '20261122T100000Z',
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ];
  const key = ['20261122', 'us-west-2', 'bedrock', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    'AWS4secret',
  );
  const signature = createHmac('sha256', key).update(text.join('\n')).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

function readRequest(text: string) {
  const [head = '', body] = text.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const method = first.startsWith('POST') ? ('POST' as const) : ('GET' as const);
  const target = first.slice(first.indexOf(' ') + 1, first.lastIndexOf(' '));
  const headers: Record<string, string> = {};
  let last = '';
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const colon = line.indexOf(':');
    const continued = /^\s/.test(line);
    const name = continued ? last : line.slice(0, colon).toLowerCase();
    const value = continued ? line.trim() : line.slice(colon + 1);
    headers[name] = headers[name] === undefined ? value : `${headers[name]}${continued ? ' ' : ','}${value}`;
    last = name;
  }
  delete headers['host'];
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  return { method, url: `https://example.amazonaws.com${target}`, headers, body: bytes };
}
