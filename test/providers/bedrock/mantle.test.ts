import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { createCollector } from '../../../main/core/collect.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { checkBedrock } from '../../../main/providers/bedrock/check/check-bedrock.ts';
import { demoBearerKey, demoCredentials } from '../../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../../main/simulator/region/simulated-region.ts';
import { type Simulator, startSimulator } from '../../../main/simulator/start-simulator.ts';
import { drain, makeProvider, makeRequest, never } from './provider-fixture.ts';

const REGIONS = ['us-east-1', 'eu-central-1'];
const KEYS = {
  AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
};

let simulator: Simulator;
let region: SimulatedRegion;
beforeAll(async () => {
  simulator = await startSimulator({
    regions: REGIONS,
    accessKeys: [demoCredentials],
    bearerKeys: [demoBearerKey],
  });
  region = simulator.region('us-east-1');
});
afterAll(() => simulator.close());
beforeEach(() => region.fault());

interface Asking {
  readonly region?: string;
  readonly scope?: 'geo' | 'global';
  readonly env?: Record<string, string>;
}

function provider({ region: name = 'us-east-1', scope = 'geo', env = KEYS }: Asking = {}) {
  return makeProvider(simulator.region(name).endpoint, {
    env,
    config: { region: name, scope, api: 'mantle' },
  }).provider;
}

async function ask(body: JsonObject = {}, headers: Record<string, string> = {}, asking: Asking = {}) {
  const made = provider(asking);
  const request = makeRequest({ model: 'claude-opus-4-8', ...body }, headers);
  const model = await made.resolve(request.model);
  if (model === undefined) throw new Error(`${request.model} is not offered`);
  const sent = await made.send(request, model, never);
  const collector = createCollector();
  for (const event of await drain(sent)) collector.push(event);
  return { model, sent, answer: collector.answer() };
}

function lastBody(): unknown {
  return region.requests.at(-1)?.json();
}

describe('a Bedrock provider on the Messages endpoint', () => {
  it('sends the first-party shape, signed for bedrock-mantle, and reads its SSE', async () => {
    const { model, answer } = await ask({ messages: [{ role: 'user', content: 'say exactly: schön 🦊' }] });
    expect(model).toMatchObject({ id: 'anthropic.claude-opus-4-8', scope: 'in-region', geography: 'us' });
    expect(answer.blocks.map(({ text }) => text).join('')).toBe('schön 🦊');
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
    const record = region.requests.at(-1);
    expect(record).toMatchObject({ path: '/anthropic/v1/messages', operation: 'CreateMessage', status: 200 });
    expect(record?.headers.authorization).toContain('/us-east-1/bedrock-mantle/aws4_request');
    expect(record?.headers['anthropic-version']).toBe('2023-06-01');
    expect(lastBody()).toMatchObject({ model: 'anthropic.claude-opus-4-8', stream: true });
    expect(lastBody()).not.toHaveProperty('anthropic_version');
  });

  it('takes an API key', async () => {
    await ask({}, {}, { env: { AWS_BEARER_TOKEN_BEDROCK: demoBearerKey } });
    expect(region.requests.at(-1)?.headers.authorization).toBe(`Bearer ${demoBearerKey}`);
  });

  it('sends flags in the header, those that Bedrock refuses left out with a warning', async () => {
    const { sent } = await ask({}, { 'anthropic-beta': 'context-1m-2025-08-07,oauth-2025-04-20' });
    expect(region.requests.at(-1)?.headers['anthropic-beta']).toBe('context-1m-2025-08-07');
    expect(lastBody()).not.toHaveProperty('anthropic_beta');
    expect(sent.warnings).toMatchObject([{ code: 'dropped', param: 'anthropic-beta' }]);
  });

  it('gives structured output by a tool, which this endpoint lacks', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    };
    const { answer } = await ask({
      model: 'claude-haiku-4-5',
      output_config: { format: { type: 'json_schema', schema } },
    });
    expect(JSON.parse(answer.blocks.map(({ text }) => text).join(''))).toHaveProperty('city');
    expect(lastBody()).toMatchObject({ model: 'anthropic.claude-haiku-4-5' });
  });

  it('mends a refused request and sends it again', async () => {
    await region.fault({
      kind: 'http-answer',
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: '{"type":"error","error":{"type":"invalid_request_error","message":"invalid beta flag"}}',
      times: 1,
    });
    await ask({}, { 'anthropic-beta': 'context-1m-2025-08-07' });
    expect(region.requests.at(-1)?.headers['anthropic-beta']).toBeUndefined();
  });

  it.each(['claude-sonnet-4-6', 'us.anthropic.claude-opus-4-8', 'gpt-5'])(
    'does not offer %s',
    async (name) => {
      expect(await provider().resolve(name)).toBeUndefined();
    },
  );

  it('offers a Claude that is newer than its table', async () => {
    expect(await provider().resolve('claude-opus-6')).toMatchObject({ id: 'anthropic.claude-opus-6' });
  });

  it('answers from other regions only with the scope "global"', async () => {
    await expect(provider({ region: 'eu-central-1' }).resolve('claude-opus-5')).rejects.toThrow(
      /outside the scope/,
    );
    expect(await provider({ region: 'eu-central-1' }).list()).toEqual([]);
    const { model } = await ask({}, {}, { region: 'eu-central-1', scope: 'global' });
    expect(model).toMatchObject({ scope: 'global', geography: 'global' });
  });

  it('counts tokens at the endpoint, and guesses when it does not answer', async () => {
    const made = provider();
    const request = makeRequest({ model: 'claude-opus-4-8' });
    const [model] = await made.list();
    if (model === undefined) throw new Error('nothing is offered');
    expect(await made.countTokens(request, model, never)).toMatchObject({ estimated: false });
    await region.fault({ kind: 'http-error', error: 'ThrottlingException' });
    expect(await made.countTokens(request, model, never)).toMatchObject({ estimated: true });
  });

  it.each([
    ['ThrottlingException', 'rate_limited', 'next'],
    ['AccessDeniedException', 'permission', 'next'],
    ['ServiceUnavailableException', 'overloaded', 'next'],
  ] as const)('explains %s as %s', async (error, code, retry) => {
    await region.fault({ kind: 'http-error', error });
    await expect(ask()).rejects.toMatchObject({ code, retry, upstream: { region: 'us-east-1' } });
  });

  it('explains an error inside the stream, with provider and region', async () => {
    await region.fault({ kind: 'error-chunk', type: 'overloaded_error', message: 'Overloaded', after: 1 });
    await expect(ask()).rejects.toMatchObject({
      code: 'overloaded',
      upstream: { provider: 'bedrock-test', region: 'us-east-1', name: 'overloaded_error' },
    });
  });

  it('is checked without listing anything', async () => {
    region.clear();
    const steps: CheckStep[] = [];
    for await (const step of checkBedrock(provider(), {
      cancellation: never,
      stsEndpoint: region.endpoint,
    })) {
      steps.push(step);
    }
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.find(({ name }) => name === 'answer')?.iamAction).toBe('bedrock-mantle:CreateInference');
    const operations = region.requests.map(({ operation }) => operation);
    expect(operations).toContain('CreateMessage');
    expect(operations).not.toContain('ListInferenceProfiles');
  });
});
