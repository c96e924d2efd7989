import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBearerKey, demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { claudeBody, controlClient, HAIKU_45, startOne } from './support.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const temporary = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'temporary-secret',
  sessionToken: 'session-token==',
};
const expired = { ...temporary, accessKeyId: 'ASIAEXPIRED', expiresAt: NOW };
const PATH = `/model/${encodeURIComponent(HAIKU_45)}/invoke`;

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({
    clock: () => NOW,
    accessKeys: [demoCredentials, temporary, expired],
    bearerKeys: [demoBearerKey],
  }));
});
afterAll(() => simulator.close());

interface Attempt {
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  region?: string;
  service?: string;
  at?: number;
  path?: string;
  method?: string;
  body?: string;
  signHeaders?: Record<string, string>;
  /** Changes what is sent after it was signed. */
  tamper?: (sent: { path: string; body: string; headers: Record<string, string> }) => void;
}

async function send(attempt: Attempt) {
  const { path = PATH, method = 'POST', service = 'bedrock' } = attempt;
  const body = attempt.body ?? JSON.stringify(claudeBody('hi'));
  const host = new URL(region.endpoint).host;
  const signer = new SignatureV4({
    service,
    region: attempt.region ?? 'us-east-1',
    credentials: attempt.credentials ?? demoCredentials,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      headers: { host, 'content-type': 'application/json', ...attempt.signHeaders },
      body,
    },
    { signingDate: new Date(attempt.at ?? NOW) },
  );
  const sent = { path, body, headers: { ...signed.headers } };
  attempt.tamper?.(sent);
  return raw(sent, method);
}

function raw(
  sent: { path: string; body: string; headers: Record<string, string | string[]> },
  method = 'POST',
) {
  return new Promise<{ status: number; name: string; text: string; date: string }>((resolve, reject) => {
    const outgoing = request(
      region.endpoint,
      { method, path: sent.path, headers: sent.headers },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('end', () => {
          const name = String(incoming.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? '';
          resolve({ status: incoming.statusCode ?? 0, name, text, date: String(incoming.headers.date) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(sent.body);
  });
}

describe('a signed request', () => {
  it('is let in, with and without a session token', async () => {
    expect(await send({})).toMatchObject({ status: 200, date: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    expect(await send({ credentials: temporary })).toMatchObject({ status: 200 });
  });

  it('is let in within five minutes of the clock', async () => {
    expect((await send({ at: NOW - 299_000 })).status).toBe(200);
    expect((await send({ at: NOW + 299_000 })).status).toBe(200);
  });

  it.each<[string, Attempt, number, string, RegExp]>([
    [
      'with a wrong secret',
      { credentials: { ...demoCredentials, secretAccessKey: 'no' } },
      403,
      'InvalidSignatureException',
      /does not match the signature you provided/,
    ],
    [
      'with an unknown key',
      { credentials: { accessKeyId: 'AKIANO', secretAccessKey: 'no' } },
      403,
      'UnrecognizedClientException',
      /^{"message":"The security token included in the request is invalid\."}$/,
    ],
    [
      'for another region',
      { region: 'us-west-2' },
      403,
      'InvalidSignatureException',
      /scoped to a valid region, not 'us-west-2'/,
    ],
    [
      'for another service',
      { service: 'bedrock-runtime' },
      403,
      'InvalidSignatureException',
      /correct service: 'bedrock'/,
    ],
    [
      'six minutes old',
      { at: NOW - 360_000 },
      403,
      'InvalidSignatureException',
      /Signature expired: 20261122T115400Z is now earlier than 20261122T115500Z \(20261122T120000Z - 5 min\.\)/,
    ],
    [
      'six minutes early',
      { at: NOW + 360_000 },
      403,
      'InvalidSignatureException',
      /Signature not yet current: 20261122T120600Z is still later than 20261122T120500Z/,
    ],
    ['with an expired token', { credentials: expired }, 403, 'ExpiredTokenException', /is expired/],
    [
      'without its session token',
      { credentials: { ...temporary, sessionToken: undefined } },
      403,
      'UnrecognizedClientException',
      /is invalid/,
    ],
    [
      'with a session token that long-term keys have not',
      { credentials: { ...demoCredentials, sessionToken: 'stray' } },
      403,
      'UnrecognizedClientException',
      /is invalid/,
    ],
  ])('%s is refused', async (_, attempt, status, name, text) => {
    expect(await send(attempt)).toMatchObject({ status, name, text: expect.stringMatching(text) });
  });

  it.each<[string, NonNullable<Attempt['tamper']>]>([
    [
      'body',
      (sent) => {
        sent.body = sent.body.replace('hi', 'ho');
      },
    ],
    [
      'path',
      (sent) => {
        sent.path = sent.path.replace('%3A', '%253A');
      },
    ],
    [
      'query',
      (sent) => {
        sent.path += '?a=1';
      },
    ],
    [
      'content-type',
      (sent) => {
        sent.headers['content-type'] = 'text/plain';
      },
    ],
    [
      'payload hash',
      (sent) => {
        sent.headers['x-amz-content-sha256'] = createHash('sha256').digest('hex');
      },
    ],
  ])('whose %s was changed on the way is refused', async (_, tamper) => {
    expect(await send({ tamper })).toMatchObject({
      status: 403,
      name: 'InvalidSignatureException',
      text: expect.stringContaining('The request signature we calculated does not match'),
    });
  });

  it('must sign every x-amz- header it carries', async () => {
    const tamper: Attempt['tamper'] = (sent) => {
      sent.headers['x-amz-extra'] = '1';
    };
    expect(await send({ tamper })).toMatchObject({
      status: 403,
      text: expect.stringContaining("'x-amz-extra' must be a 'SignedHeader'"),
    });
    expect((await send({ signHeaders: { 'x-amz-extra': '  a   b ' } })).status).toBe(200);
  });

  it('may send the colon of a model id raw or encoded', async () => {
    expect((await send({ path: PATH.replace('%3A', ':') })).status).toBe(200);
  });

  it('reaches no operation when the slash of an ARN is not encoded', async () => {
    const path =
      '/model/arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6/invoke';
    expect(await send({ path })).toMatchObject({
      status: 404,
      text: expect.stringContaining('com.amazon.coral.service#UnknownOperationException'),
    });
  });

  it('without authorization is refused by name', async () => {
    const plain = { path: PATH, body: '{}', headers: {} };
    expect(await raw(plain)).toMatchObject({ status: 403, name: 'MissingAuthenticationTokenException' });
    const half = {
      ...plain,
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20261122/us-east-1/bedrock/aws4_request' },
    };
    expect(await raw(half)).toMatchObject({
      status: 400,
      name: 'IncompleteSignatureException',
      text: expect.stringContaining("'SignedHeaders' parameter"),
    });
  });
});

describe('the AWS client with a wrong clock', () => {
  it('sees the name it heals on', async () => {
    await region.fault({ kind: 'clock-skew', minutes: 10 });
    const client = controlClient(region);
    client.config.systemClockOffset = NOW - Date.now();
    const failed = client.send(new ListInferenceProfilesCommand({}));
    await expect(failed).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await region.fault();
  });
});

describe('sts:GetCallerIdentity', () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  it('answers XML to a good key and XML refusals to a bad one', async () => {
    const sts = { service: 'sts', path: '/', body };
    expect(await send(sts)).toMatchObject({
      status: 200,
      text: expect.stringContaining('<Account>123456789012</Account>'),
    });
    const bad = { ...sts, credentials: { accessKeyId: 'AKIANO', secretAccessKey: 'no' } };
    expect(await send(bad)).toMatchObject({
      status: 403,
      text: expect.stringContaining('<Code>InvalidClientTokenId</Code>'),
    });
    const wrong = { ...sts, credentials: { ...demoCredentials, secretAccessKey: 'no' } };
    expect(await send(wrong)).toMatchObject({
      status: 403,
      text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    });
  });
});

describe('a bearer key', () => {
  const bearer = (key: string) =>
    raw({
      path: PATH,
      body: JSON.stringify(claudeBody('hi')),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });

  async function shortTermKey(options: {
    region?: string;
    at?: number;
    expiresIn?: number;
    secret?: string;
  }) {
    const signer = new SignatureV4({
      service: 'bedrock',
      region: options.region ?? 'us-east-1',
      credentials: { ...demoCredentials, secretAccessKey: options.secret ?? demoCredentials.secretAccessKey },
      sha256: Sha256,
    });
    const presigned = await signer.presign(
      {
        method: 'POST',
        protocol: 'https:',
        hostname: 'bedrock.amazonaws.com',
        path: '/',
        query: { Action: 'CallWithBearerToken' },
        headers: { host: 'bedrock.amazonaws.com' },
      },
      { signingDate: new Date(options.at ?? NOW), expiresIn: options.expiresIn ?? 43_200 },
    );
    const query = Object.entries(presigned.query ?? {})
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&');
    const url = `bedrock.amazonaws.com/?${query}&Version=1`;
    return `bedrock-api-key-${Buffer.from(url).toString('base64')}`;
  }

  it('is let in, long-term or short-term', async () => {
    expect((await bearer(demoBearerKey)).status).toBe(200);
    expect((await bearer(await shortTermKey({}))).status).toBe(200);
  });

  it('is refused with a capital Message when unknown, of another region, forged or expired', async () => {
    const refusal = {
      status: 403,
      text: '{"Message":"Authentication failed: Please make sure your API Key is valid."}',
    };
    expect(await bearer('ABSKunknown')).toMatchObject(refusal);
    expect(await bearer(await shortTermKey({ region: 'us-west-2' }))).toMatchObject(refusal);
    expect(await bearer(await shortTermKey({ secret: 'forged' }))).toMatchObject(refusal);
    expect(await bearer(await shortTermKey({ at: NOW - 7_200_000, expiresIn: 3600 }))).toMatchObject({
      status: 403,
      text: '{"Message":"Bearer Token has expired"}',
    });
  });
});
