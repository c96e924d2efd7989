import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBearerKey, demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { NOW, PATH, raw, send, startSecured } from './signed-request.ts';
import { claudeBody } from './support.ts';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startSecured());
});
afterAll(() => simulator.close());

describe('sts:GetCallerIdentity', () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  it('answers XML to a good key and XML refusals to a bad one', async () => {
    const sts = { service: 'sts', path: '/', body };
    expect(await send(region, sts)).toMatchObject({
      status: 200,
      text: expect.stringContaining('<Account>123456789012</Account>'),
    });
    const bad = { ...sts, credentials: { accessKeyId: 'AKIANO', secretAccessKey: 'no' } };
    expect(await send(region, bad)).toMatchObject({
      status: 403,
      text: expect.stringContaining('<Code>InvalidClientTokenId</Code>'),
    });
    const wrong = { ...sts, credentials: { ...demoCredentials, secretAccessKey: 'no' } };
    expect(await send(region, wrong)).toMatchObject({
      status: 403,
      text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    });
  });
});

describe('a bearer key', () => {
  const bearer = (key: string) =>
    raw(region, {
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
