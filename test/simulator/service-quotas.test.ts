import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoBearerKey } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { type Attempt, NOW, raw, send, startSecured, temporary } from './signed-request.ts';
import { startOne } from './support.ts';

const TYPE = 'application/x-amz-json-1.1';
const TARGET = 'ServiceQuotasV20190624.ListServiceQuotas';

let simulator: Simulator;
let region: SimulatedRegion;
beforeAll(async () => {
  ({ simulator, region } = await startSecured());
});
afterAll(() => simulator.close());
beforeEach(() => region.fault());

async function list(asked: object = { ServiceCode: 'bedrock' }, more: Attempt = {}, at = region) {
  const answer = await send(at, {
    service: 'servicequotas',
    path: '/',
    body: JSON.stringify(asked),
    signHeaders: { 'content-type': TYPE, 'x-amz-target': TARGET },
    ...more,
  });
  return { status: answer.status, json: JSON.parse(answer.text) };
}

describe('ListServiceQuotas', () => {
  it('lists every way to call each model, with the quotas that are easily taken for them', async () => {
    const { status, json } = await list({ ServiceCode: 'bedrock', MaxResults: 100 });
    expect(status).toBe(200);
    const values = new Map(
      json.Quotas.map((row: Record<string, unknown>) => [row['QuotaName'], row['Value']]),
    );
    const perMinute = (way: string, model: string) =>
      values.get(`${way} model inference tokens per minute for Anthropic ${model}`);
    expect(perMinute('Cross-region', 'Claude Sonnet 4.6')).toBe(6_000_000);
    expect(perMinute('On-demand', 'Claude Sonnet 4.6')).toBeUndefined();
    expect(perMinute('On-demand', 'Claude Opus 4.8')).toBe(15_000_000);
    expect(perMinute('Global cross-region', 'Claude Haiku 4.5')).toBe(5_000_000);
    expect(perMinute('Cross-region', 'Claude Sonnet 4.5 V1 1M Context Length')).toBe(1_000_000);
    expect([...values.keys()]).toContain(
      'Model invocation max tokens per day for Anthropic Claude Haiku 4.5 (doubled for cross-region calls)',
    );
  });

  it('gives page after page, each quota once', async () => {
    const whole = await list();
    const names: string[] = [];
    let token: string | undefined;
    do {
      const { json } = await list({ ServiceCode: 'bedrock', MaxResults: 7, NextToken: token });
      expect(json.Quotas.length).toBeLessThanOrEqual(7);
      names.push(...json.Quotas.map(({ QuotaName }: { QuotaName: string }) => QuotaName));
      token = json.NextToken;
    } while (token !== undefined);
    expect(names).toEqual(whole.json.Quotas.map(({ QuotaName }: { QuotaName: string }) => QuotaName));
    expect(new Set(names).size).toBe(names.length);
  });

  it('puts the quotas of the options in the place of the usual ones, in their region only', async () => {
    const name = 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6';
    const own = await startOne({
      clock: () => NOW,
      quotas: [
        { name, value: 5 },
        { name: 'elsewhere', value: 1, region: 'eu-west-1' },
      ],
    });
    const { json } = await list(undefined, {}, own.region);
    const rows = json.Quotas.filter(({ QuotaName }: { QuotaName: string }) => QuotaName === name);
    expect(rows).toMatchObject([{ Value: 5, QuotaAppliedAtLevel: 'ACCOUNT' }]);
    expect(JSON.stringify(json)).not.toContain('elsewhere');
    await own.simulator.close();
  });

  it.each<[string, object, Attempt, string]>([
    ['signed for another service', {}, { service: 'bedrock' }, 'InvalidSignatureException'],
    [
      'with a wrong secret',
      {},
      { credentials: { ...temporary, secretAccessKey: 'no' } },
      'InvalidSignatureException',
    ],
    ['of another service', { ServiceCode: 'ec2' }, {}, 'NoSuchResourceException'],
    ['of too large a page', { MaxResults: 101 }, {}, 'IllegalArgumentException'],
    ['of an empty page', { MaxResults: 0 }, {}, 'IllegalArgumentException'],
    ['with a made-up token', { NextToken: 'x' }, {}, 'InvalidPaginationTokenException'],
    [
      'in plain JSON',
      {},
      { signHeaders: { 'content-type': 'application/json', 'x-amz-target': TARGET } },
      'SerializationException',
    ],
    [
      'for another operation',
      {},
      { signHeaders: { 'content-type': TYPE, 'x-amz-target': 'ServiceQuotasV20190624.Nope' } },
      'UnknownOperationException',
    ],
  ])('refuses a request %s', async (_, asked, more, type) => {
    const { status, json } = await list({ ServiceCode: 'bedrock', ...asked }, more);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(json)).toContain(type === 'InvalidSignatureException' ? 'ignature' : type);
  });

  it('refuses Bedrock API keys', async () => {
    const headers = {
      authorization: `Bearer ${demoBearerKey}`,
      'content-type': TYPE,
      'x-amz-target': TARGET,
    };
    expect(await raw(region, { path: '/', body: '{"ServiceCode":"bedrock"}', headers })).toMatchObject({
      status: 400,
    });
  });

  it('is hit by faults of the control plane, in its own protocol', async () => {
    await region.fault({ kind: 'http-error', error: 'AccessDeniedException', on: 'control', times: 1 });
    expect(await list()).toMatchObject({ status: 400, json: { __type: 'AccessDeniedException' } });
    expect(await list()).toMatchObject({ status: 200 });
    await region.fault({ kind: 'http-error', error: 'AccessDeniedException' });
    expect(await list()).toMatchObject({ status: 200 });
  });
});
