import { createHash } from 'node:crypto';
import { ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { type Attempt, expired, NOW, PATH, raw, send, startSecured, temporary } from './signed-request.ts';
import { controlClient } from './support.ts';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startSecured());
});
afterAll(() => simulator.close());

describe('a signed request', () => {
  it('is let in, with and without a session token', async () => {
    expect(await send(region, {})).toMatchObject({ status: 200, date: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    expect(await send(region, { credentials: temporary })).toMatchObject({ status: 200 });
  });

  it('is let in within five minutes of the clock', async () => {
    expect((await send(region, { at: NOW - 299_000 })).status).toBe(200);
    expect((await send(region, { at: NOW + 299_000 })).status).toBe(200);
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
    expect(await send(region, attempt)).toMatchObject({ status, name, text: expect.stringMatching(text) });
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
    expect(await send(region, { tamper })).toMatchObject({
      status: 403,
      name: 'InvalidSignatureException',
      text: expect.stringContaining('The request signature we calculated does not match'),
    });
  });

  it('must sign every x-amz- header it carries', async () => {
    const tamper: Attempt['tamper'] = (sent) => {
      sent.headers['x-amz-extra'] = '1';
    };
    expect(await send(region, { tamper })).toMatchObject({
      status: 403,
      text: expect.stringContaining("'x-amz-extra' must be a 'SignedHeader'"),
    });
    expect((await send(region, { signHeaders: { 'x-amz-extra': '  a   b ' } })).status).toBe(200);
  });

  it('may send the colon of a model id raw or encoded', async () => {
    expect((await send(region, { path: PATH.replace('%3A', ':') })).status).toBe(200);
  });

  it('reaches no operation when the slash of an ARN is not encoded', async () => {
    const path =
      '/model/arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6/invoke';
    expect(await send(region, { path })).toMatchObject({
      status: 404,
      text: expect.stringContaining('com.amazon.coral.service#UnknownOperationException'),
    });
  });

  it('without authorization is refused by name', async () => {
    const plain = { path: PATH, body: '{}', headers: {} };
    expect(await raw(region, plain)).toMatchObject({
      status: 403,
      name: 'MissingAuthenticationTokenException',
    });
    const half = {
      ...plain,
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20261122/us-east-1/bedrock/aws4_request' },
    };
    expect(await raw(region, half)).toMatchObject({
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
