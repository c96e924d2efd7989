import { afterEach, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { ask, CALLERS, WHOLE } from './callers.ts';
import { bedrock, closeEngines, invocations, PAIR, pairOf, SONNET, startEngine } from './start-engine.ts';

afterEach(closeEngines);

describe.each(CALLERS)('$name: a refusal', (caller) => {
  it('of the request itself is told after one attempt and leaves the region in use', async () => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault({
      kind: 'http-error',
      error: 'ValidationException',
      message: 'messages.0: all went wrong',
      times: 1,
    });

    const refused = await ask(engine, caller);
    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({ type: 'invalid_request_error' });
    expect(refused.errorMessage).toContain('messages.0: all went wrong');
    expect(refused.headers.get('x-krouter-attempts')).toBe('1');
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(await engine.row(refused.requestId)).toMatchObject({ outcome: 'error', status: 400, attempts: 1 });

    const next = await ask(engine, caller);
    expect(next).toMatchObject({ status: 200, text: 'All is well.' });
    expect(next.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
    expect(invocations(first)).toHaveLength(2);
    expect(invocations(second)).toHaveLength(0);
  });

  it('for a prompt beyond the context window says so and is not repeated elsewhere', async () => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault({
      kind: 'http-error',
      error: 'ValidationException',
      message: 'prompt is too long: 1200000 tokens > 1000000 maximum',
    });

    const refused = await ask(engine, caller);
    expect(refused.status).toBe(400);
    expect(refused.errorMessage).toContain('prompt is too long');
    if (caller.dialect === 'openai') expect(refused.error).toMatchObject({ code: 'context_length_exceeded' });
    expect(invocations(first)).toHaveLength(1);
    expect(invocations(second)).toHaveLength(0);
  });

  it('by throttles everywhere is a 429 that says when to come back', async () => {
    const engine = await startEngine();
    for (const region of engine.regions) {
      await region.fault({ kind: 'http-error', error: 'ThrottlingException', retryAfterSeconds: 20 });
    }

    const refused = await ask(engine, caller);
    expect(refused.status).toBe(429);
    expect(refused.error).toMatchObject({ type: 'rate_limit_error' });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(19);
    expect(seconds).toBeLessThanOrEqual(20);
    expect(refused.headers.get('x-should-retry')).not.toBe('false');
    expect(engine.regions.map((region) => invocations(region).length)).toEqual([1, 1]);
    expect(await engine.row(refused.requestId)).toMatchObject({
      outcome: 'error',
      status: 429,
      errorCode: 'rate_limited',
      attempts: 2,
    });
  });

  it('by throttles everywhere, without a word about when, is a 429 with Retry-After all the same', async () => {
    const engine = await startEngine();
    for (const region of engine.regions) {
      await region.fault({ kind: 'http-error', error: 'ThrottlingException' });
    }
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of one region for want of permission is made good elsewhere, with a warning', async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'named', name: 'model-access' });

    const reading = await ask(engine, caller);
    expect(reading).toMatchObject({ status: 200, text: 'All is well.' });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-west-2');
    const warnings = reading.headers.get('x-krouter-warnings');
    expect(warnings).toContain('bedrock-us-east-1/us.anthropic.claude-sonnet-4-6 refused');
    expect(warnings).toContain("You don't have access to the model");
    expect((await engine.row(reading.requestId)).warnings.join()).toContain('changed:model');

    await ask(engine, caller, { text: 'say exactly: Again.' });
    expect(invocations(first)).toHaveLength(1);
  });

  it('of every region with an error of its own names what was tried', async () => {
    const engine = await startEngine();
    for (const region of engine.regions) {
      await region.fault({ kind: 'http-error', error: 'ServiceUnavailableException' });
    }
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(caller.dialect === 'openai' ? 503 : 529);
    expect(refused.errorMessage).toContain('bedrock-us-east-1/');
    expect(refused.errorMessage).toContain('bedrock-us-west-2/');
    expect(Number(refused.headers.get('x-krouter-attempts'))).toBeGreaterThanOrEqual(2);
    expect(Number(refused.headers.get('x-krouter-attempts'))).toBeLessThanOrEqual(3);
  });
});

describe('the machine’s clock is off', () => {
  it.each(CALLERS.flatMap((caller) => [10, -10].map((minutes) => ({ ...caller, caller, minutes }))))(
    '$name, $minutes min: one more try in the same region, no failover',
    async ({ caller, minutes }) => {
      const engine = await startEngine();
      const [first, second] = pairOf(engine);
      await first.fault({ kind: 'clock-skew', minutes });

      const reading = await ask(engine, caller);
      expect(reading).toMatchObject({ status: 200, text: 'All is well.' });
      expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
      expect(reading.headers.get('x-krouter-attempts')).toBe('1');
      expect(first.requests.filter(({ status }) => status === 403)).toHaveLength(1);
      expect(invocations(second)).toHaveLength(0);

      await ask(engine, caller);
      expect(first.requests.filter(({ status }) => status === 403)).toHaveLength(1);
    },
  );
});

describe.each(WHOLE)('$name: credentials', (caller) => {
  it('whose token has expired are a 401 that names the cure, without a try elsewhere', async () => {
    const key = { ...demoCredentials, sessionToken: 'IQoJb3Expired', expiresAt: Date.now() - 1_000 };
    const engine = await startEngine({
      simulator: { accessKeys: [key] },
      env: {
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        AWS_SESSION_TOKEN: key.sessionToken,
      },
    });
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(401);
    expect(refused.errorMessage).toMatch(/expired/i);
    expect(refused.errorMessage).toMatch(/sign in again/i);
    expect(engine.regions.map((region) => invocations(region).length)).toEqual([1, 0]);
    expect(refused.raw).not.toContain(key.sessionToken);
  });

  it('that are renewed while the engine runs are read again, once, within the request', async () => {
    const old = { ...demoCredentials, sessionToken: 'first-token', expiresAt: Date.now() - 1_000 };
    const fresh = { accessKeyId: 'AKIAFRESHFRESHFRESH0', secretAccessKey: 'f'.repeat(40) };
    const env = {
      AWS_ACCESS_KEY_ID: old.accessKeyId,
      AWS_SECRET_ACCESS_KEY: old.secretAccessKey,
      AWS_SESSION_TOKEN: old.sessionToken,
    };
    const engine = await startEngine({ simulator: { accessKeys: [old, fresh] }, env });
    const [first] = pairOf(engine);
    // Listings succeed or fail as they like; the first invocation is what finds the token expired.
    expect((await ask(engine, caller)).status).toBe(401);
    Object.assign(env, {
      AWS_ACCESS_KEY_ID: fresh.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fresh.secretAccessKey,
      AWS_SESSION_TOKEN: '',
    });

    const reading = await ask(engine, caller);
    expect(reading).toMatchObject({ status: 200, text: 'All is well.' });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
    expect(invocations(first).at(-1)?.status).toBe(200);
  });

  it('that are unknown are a 401 and never a try with somebody else’s', async () => {
    const engine = await startEngine({
      env: { AWS_ACCESS_KEY_ID: 'AKIAWRONGWRONGWRONG0', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) },
    });
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(401);
    expect(refused.errorMessage).toMatch(/security token included in the request is invalid/);
  });

  it('that are missing are a 401 that names the variables', async () => {
    const engine = await startEngine({ env: {} });
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(401);
    expect(refused.errorMessage).toContain('AWS_ACCESS_KEY_ID');
  });

  it('of a bearer key work, and a wrong one is a 401', async () => {
    const bearer = (token: string) =>
      startEngine({
        simulator: { bearerKeys: ['ABSKgoodgoodgoodgoodgood'] },
        env: { AWS_BEARER_TOKEN_BEDROCK: token },
        config: (regions) => ({
          providers: regions.map((region) => ({ ...bedrock(region), credentials: { source: 'api-key' } })),
        }),
      });
    expect(await ask(await bearer('ABSKgoodgoodgoodgoodgood'), caller)).toMatchObject({ status: 200 });
    const refused = await ask(await bearer('ABSKbadbadbadbadbadbad'), caller);
    expect(refused.status).toBe(401);
    expect(refused.raw).not.toContain('ABSKbad');
  });
});

describe('residency', () => {
  const config = (residency: string) => (regions: Parameters<typeof bedrock>[0][]) => ({
    providers: regions.map(bedrock),
    combos: [{ id: PAIR, models: regions.map(({ region }) => `bedrock-${region}/${SONNET}`), residency }],
  });

  it.each(CALLERS)('$name: is never left, whatever fails inside it', async (caller) => {
    const engine = await startEngine({
      regions: ['eu-west-1', 'us-east-1', 'eu-central-1'],
      config: (regions) => config('eu')([...regions]),
    });
    await engine.simulator.region('eu-west-1').fault({ kind: 'refuse' });
    const reading = await ask(engine, caller);
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-eu-central-1');
    await engine.simulator
      .region('eu-central-1')
      .fault({ kind: 'http-error', error: 'InternalServerException' });
    const refused = await ask(engine, caller);
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(invocations(engine.simulator.region('us-east-1'))).toHaveLength(0);
  });

  it.each(WHOLE)('$name: without any target inside is a 404 that says so', async (caller) => {
    const engine = await startEngine({ config: (regions) => config('eu')([...regions]) });
    const refused = await ask(engine, caller);
    expect(refused.status).toBe(404);
    expect(refused.errorMessage).toContain('outside eu');
    expect(engine.regions.flatMap(invocations)).toHaveLength(0);
  });
});
