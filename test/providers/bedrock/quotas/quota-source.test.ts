import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoBearerKey, demoCredentials } from '../../../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../../../main/simulator/start-simulator.ts';
import { type FixtureOptions, makeProvider } from '../provider-fixture.ts';

const REGION = 'us-east-1';
const SONNET = 'anthropic.claude-sonnet-4-6';
const KEYS = {
  AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
};
const NAME = 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6';
/** Between the usual quotas and the one that matters: two pages of what concerns nobody here. */
const NOISE = Array.from({ length: 250 }, (_, at) => ({
  name: `Records per batch inference job for Model ${at}`,
  value: at,
}));
const LAST = {
  name: 'Global cross-region model inference requests per minute for Anthropic Claude Opus 4.8',
  value: 77,
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    regions: [REGION],
    accessKeys: [demoCredentials],
    bearerKeys: [demoBearerKey],
    quotas: [{ name: NAME, value: 123_456, region: REGION }, ...NOISE, LAST],
  });
});
afterAll(() => simulator.close());
afterEach(async () => {
  await region().fault();
  region().clear();
});

const region = () => simulator.region(REGION);
const asked = () => region().requests.filter(({ operation }) => operation === 'ListServiceQuotas');

function make(options: FixtureOptions & { endpoint?: string } = {}) {
  const { env = KEYS, endpoint = region().endpoint } = options;
  return makeProvider(endpoint, { ...options, env });
}

function quotaLines({ log }: ReturnType<typeof make>) {
  return log.lines.filter(({ message }) => message.includes('quotas'));
}

describe('the quotas of a Bedrock account', () => {
  it('are read from every page, for each way to call a model', async () => {
    const made = make();
    const quotas = await made.provider.quotas();
    expect(quotas.filter(({ baseId }) => baseId === SONNET)).toEqual([
      { baseId: SONNET, scope: 'geo', tokensPerMinute: 123_456, requestsPerMinute: 10_000 },
      { baseId: SONNET, scope: 'global', tokensPerMinute: 6_000_000, requestsPerMinute: 10_000 },
    ]);
    expect(quotas).toContainEqual({
      baseId: 'anthropic.claude-opus-4-8',
      scope: 'global',
      tokensPerMinute: 30_000_000,
      requestsPerMinute: 77,
    });
    expect(asked().length).toBeGreaterThanOrEqual(4);
    expect(new Set(asked().map(({ body }) => body.toString())).size).toBe(asked().length);
    expect(quotaLines(made)).toEqual([]);
  });

  it('the quota of the 1M context window does not lower that of the model', async () => {
    const quotas = await make().provider.quotas();
    const sonnet45 = quotas.filter(({ baseId }) => baseId.includes('sonnet-4-5'));
    expect(sonnet45.map(({ tokensPerMinute }) => tokensPerMinute)).toEqual([5_000_000, 5_000_000]);
  });

  it('a throttled page is asked for again', async () => {
    await region().fault({ kind: 'http-error', error: 'TooManyRequestsException', on: 'control', nth: 2 });
    expect((await make().provider.quotas()).length).toBeGreaterThan(0);
    expect(
      asked()
        .map(({ status }) => status)
        .slice(0, 3),
    ).toEqual([200, 400, 200]);
  });

  it.each([
    ['a refusal', { kind: 'http-error', error: 'AccessDeniedException', on: 'control' }],
    ['a failing region', { kind: 'http-error', error: 'InternalServerException', on: 'control' }],
    ['a broken connection', { kind: 'reset', when: 'request', on: 'control' }],
    ['a sign-in page', { kind: 'body', body: 'html', on: 'control' }],
  ] as const)('%s leaves nothing, and is said once for debugging', async (_, fault) => {
    const made = make();
    await region().fault(fault);
    expect(await made.provider.quotas()).toEqual([]);
    expect(await made.provider.quotas()).toEqual([]);
    expect(quotaLines(made)).toMatchObject([{ level: 'debug', fields: { provider: 'bedrock-test' } }]);
  });

  it.each<[string, FixtureOptions & { endpoint?: string }]>([
    ['with a Bedrock API key', { env: { AWS_BEARER_TOKEN_BEDROCK: demoBearerKey } }],
    ['without credentials', { env: {} }],
    ['behind a VPC endpoint', { endpoint: 'https://vpce-0123.bedrock-runtime.us-east-1.vpce.amazonaws.com' }],
  ])('nobody is asked %s', async (_, options) => {
    const made = make(options);
    expect(await made.provider.quotas()).toEqual([]);
    expect(asked()).toEqual([]);
    expect(quotaLines(made)).toHaveLength(1);
  });
});
