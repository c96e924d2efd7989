import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { BEARER, claudeBody, post, SONNET_46, startOne } from './support.ts';

const BODY = claudeBody('count to 10');

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({ bearerKeys: [BEARER] }));
});
afterEach(() => region.fault());
afterAll(() => simulator.close());

describe('connection faults', () => {
  it('refuse connections until cleared, on the same port', async () => {
    const agent = new Agent({ keepAlive: true });
    expect((await post(region, BODY, { agent })).status).toBe(200);
    await region.fault({ kind: 'refuse' });
    expect((await post(region, BODY)).ended).toBe('ECONNREFUSED');
    // An idle connection may be found closed only on use.
    expect(['ECONNREFUSED', 'ECONNRESET']).toContain((await post(region, BODY, { agent })).ended);
    await region.fault();
    expect((await post(region, BODY)).status).toBe(200);
    agent.destroy();
  });

  it('cut live streams when the region dies', async () => {
    await region.fault({ kind: 'stall', ms: 10_000, after: 2 });
    const running = post(region, BODY);
    await until(() => region.requests.at(-1)?.firstByteAt !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await region.fault({ kind: 'refuse', dropLive: true });
    const answer = await running;
    expect(answer.status).toBe(200);
    expect(answer.ended).toBe('ECONNRESET');
    expect(region.requests.at(-1)?.aborted).toBe(false);
  });

  it.each(['connect', 'request'] as const)('reset on %s', async (when) => {
    await region.fault({ kind: 'reset', when });
    const answer = await post(region, BODY);
    expect([answer.status, answer.ended]).toEqual([0, 'ECONNRESET']);
  });

  it('swallow the request and never answer', async () => {
    await region.fault({ kind: 'black-hole' });
    const answer = await post(region, BODY, { timeoutMs: 200 });
    expect([answer.status, answer.ended]).toEqual([0, 'timeout']);
  });

  it('send headers and then nothing', async () => {
    await region.fault({ kind: 'silence' });
    const answer = await post(region, BODY, { timeoutMs: 200 });
    expect([answer.status, answer.ended, answer.body.length]).toEqual([200, 'timeout', 0]);
  });

  it('hold back the first byte', async () => {
    await region.fault({ kind: 'slow-first-byte', ms: 120 });
    const answer = await post(region, BODY);
    expect(answer.firstByteMs).toBeGreaterThan(115);
    expect(answer.ended).toBe('end');
  });

  it('move the clock', async () => {
    await region.fault({ kind: 'clock-skew', minutes: -10 });
    const answer = await post(region, BODY);
    const behind = Date.now() - Date.parse(String(answer.headers['date']));
    expect(Math.round(behind / 60_000)).toBe(10);
  });
});

describe('HTTP faults', () => {
  it.each([
    ['ThrottlingException', 429],
    ['InternalServerException', 500],
    ['ServiceUnavailableException', 503],
    ['AccessDeniedException', 403],
    ['ExpiredTokenException', 403],
    ['ValidationException', 400],
    ['ModelErrorException', 424],
    ['ModelTimeoutException', 408],
    ['ModelNotReadyException', 429],
    ['ServiceQuotaExceededException', 400],
  ] as const)('answer %s with status %i', async (error, status) => {
    await region.fault({ kind: 'http-error', error, message: 'because' });
    const answer = await post(region, BODY);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-amzn-errortype']).toBe(
      `${error}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    );
    expect(answer.body.toString()).toBe('{"message":"because"}');
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carry Retry-After when asked', async () => {
    await region.fault({ kind: 'http-error', error: 'ThrottlingException', retryAfterSeconds: 7 });
    expect((await post(region, BODY)).headers['retry-after']).toBe('7');
  });

  it.each([
    ['scp-deny', 403, 'explicit deny in a service control policy'],
    ['model-access', 403, "You don't have access to the model"],
    ['marketplace', 403, 'try again after 2 minutes'],
    ['use-case-form', 404, 'use case details have not been submitted'],
    ['legacy-model', 404, 'marked by provider as Legacy'],
    ['daily-quota', 429, 'Too many tokens per day'],
    ['data-retention', 400, "data retention mode 'default'"],
    ['account-restricted', 400, 'Operation not allowed'],
    ['html-gateway', 502, '<html>'],
    ['coral-200', 200, 'UnknownOperationException'],
  ] as const)('play %s', async (name, status, text) => {
    await region.fault({ kind: 'named', name });
    const answer = await post(region, BODY);
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toContain(text);
  });

  it('answer anything a test wants', async () => {
    await region.fault({ kind: 'http-answer', status: 529, headers: { 'x-a': 'b' }, body: '' });
    const answer = await post(region, BODY);
    expect([answer.status, answer.headers['x-a'], answer.body.length]).toEqual([529, 'b', 0]);
  });
});

describe('the scope of a fault', () => {
  const statuses = async (count: number) => {
    const seen = [];
    for (let i = 0; i < count; i++) seen.push((await post(region, BODY)).status);
    return seen;
  };
  const throttle = { kind: 'http-error', error: 'ThrottlingException' } as const;

  it('is the first few requests, or the n-th one, or several faults in turn', async () => {
    await region.fault({ ...throttle, times: 2 });
    expect(await statuses(4)).toEqual([429, 429, 200, 200]);
    await region.fault({ ...throttle, nth: 3 });
    expect(await statuses(4)).toEqual([200, 200, 429, 200]);
    await region.fault([
      { ...throttle, times: 1 },
      { kind: 'http-error', error: 'InternalServerException', times: 1 },
    ]);
    expect(await statuses(3)).toEqual([429, 500, 200]);
  });

  it('leaves the control plane alone unless told', async () => {
    const list = () => get('/inference-profiles');
    await region.fault(throttle);
    expect(await list()).toBe(200);
    await region.fault({ ...throttle, on: 'control' });
    expect(await list()).toBe(429);
    expect(await statuses(1)).toEqual([200]);
    await region.fault({ ...throttle, on: 'all' });
    expect([await list(), ...(await statuses(1))]).toEqual([429, 429]);
  });
});

describe('what a region records', () => {
  it('is the request as it came and how it ended', async () => {
    region.clear();
    await post(region, BODY, { headers: { 'x-test': 'yes' } });
    const [record] = region.requests;
    expect(record).toMatchObject({
      method: 'POST',
      path: `/model/${SONNET_46}/invoke-with-response-stream`,
      operation: 'InvokeModelWithResponseStream',
      status: 200,
      aborted: false,
    });
    expect(record?.headers['x-test']).toBe('yes');
    expect(record?.json()).toEqual(BODY);
    await until(() => record?.closedAt !== undefined);
  });

  it('tells a client that hung up, and when', async () => {
    await region.fault({ kind: 'stall', ms: 60_000, after: 2 });
    await post(region, BODY, { timeoutMs: 150 });
    const gone = Date.now();
    const record = region.requests.at(-1);
    await until(() => record?.closedAt !== undefined);
    expect(record?.aborted).toBe(true);
    expect(Math.abs((record?.closedAt ?? 0) - gone)).toBeLessThan(100);
  });

  it('does not blame the client for a cut of its own', async () => {
    await region.fault({ kind: 'cut', how: 'reset', after: 1 });
    await post(region, BODY);
    const record = region.requests.at(-1);
    await until(() => record?.closedAt !== undefined);
    expect(record?.aborted).toBe(false);
  });
});

describe('a body over Bedrock\u2019s limit', () => {
  it('is refused with 413', async () => {
    const answer = await post(region, `"${'x'.repeat(25_000_000)}"`);
    expect(answer.status).toBe(413);
  });
});

function get(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${BEARER}` };
    const outgoing = request(`${region.endpoint}${path}`, { headers }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.on('error', reject).end();
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}
