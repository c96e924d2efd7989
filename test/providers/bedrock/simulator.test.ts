import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { createCollector } from '../../../main/core/collect.ts';
import { checkBedrock } from '../../../main/providers/bedrock/check/check-bedrock.ts';
import { demoBearerKey, demoCredentials } from '../../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../../main/simulator/start-simulator.ts';
import { makeShortTermKey } from './credentials/short-term-key.ts';
import { drain, makeProvider, makeRequest, never } from './provider-fixture.ts';

const REGIONS = ['us-east-1', 'eu-central-2', 'ap-northeast-1', 'us-gov-west-1', 'sa-east-1'];
const KEYS = {
  AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    regions: REGIONS,
    accessKeys: [demoCredentials],
    bearerKeys: [demoBearerKey],
  });
});
afterAll(() => simulator.close());
beforeEach(() => Promise.all(REGIONS.map((region) => simulator.region(region).fault())));

function provider(
  region = 'us-east-1',
  options: { env?: Record<string, string>; scope?: 'geo' | 'global' } = {},
) {
  const { env = KEYS, scope = 'geo' } = options;
  return makeProvider(simulator.region(region).endpoint, { env, config: { region, scope } });
}

async function ask(region: string, body = {}, options: Parameters<typeof provider>[1] = {}) {
  const made = provider(region, options).provider;
  const request = makeRequest(body);
  const model = await made.resolve(request.model);
  if (model === undefined) throw new Error(`${request.model} is not offered`);
  const collector = createCollector();
  for (const event of await drain(await made.send(request, model, never))) collector.push(event);
  return { model, answer: collector.answer() };
}

describe('against strict simulated regions', () => {
  const body = { messages: [{ role: 'user', content: 'say exactly: schön 🦊' }] };

  it.each([
    ['us-east-1', 'us'],
    ['eu-central-2', 'eu'],
    ['ap-northeast-1', 'jp'],
  ])('a bare id is answered in %s by its %s. profile', async (region, prefix) => {
    const { model, answer } = await ask(region, body);
    expect(model).toMatchObject({ id: `${prefix}.anthropic.claude-sonnet-4-6`, scope: 'geo' });
    expect(answer.blocks.map(({ text }) => text).join('')).toBe('schön 🦊');
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it('GovCloud answers by its own profiles', async () => {
    const { model } = await ask('us-gov-west-1', { ...body, model: 'claude-sonnet-4-5' });
    expect(model.geography).toBe('us-gov');
  });

  it('long-term and short-term API keys are accepted', async () => {
    await ask('us-east-1', body, { env: { AWS_BEARER_TOKEN_BEDROCK: demoBearerKey } });
  });

  it('a short-term key of another region is refused before any call', async () => {
    const key = await makeShortTermKey('eu-west-1', new Date(), 3600);
    simulator.region('us-east-1').clear();
    await expect(ask('us-east-1', body, { env: { AWS_BEARER_TOKEN_BEDROCK: key } })).rejects.toThrow(
      /made for eu-west-1/,
    );
    expect(simulator.region('us-east-1').requests).toHaveLength(0);
  });

  it('a clock that is wrong by ten minutes costs one more request', async () => {
    await simulator.region('us-east-1').fault({ kind: 'clock-skew', minutes: 10, on: 'all' });
    await ask('us-east-1', body);
  });

  it('every model of the list answers', async () => {
    for (const { id } of await provider('us-east-1').provider.list()) {
      const { answer } = await ask('us-east-1', { ...body, model: id });
      expect(answer.stopReason).toBe('end_turn');
    }
  });

  it('what Claude Code sends is accepted as it is', async () => {
    const cache_control = { type: 'ephemeral', ttl: '1h', scope: 'global' };
    const { answer } = await ask('us-east-1', {
      model: 'claude-sonnet-4-6[1m]',
      max_tokens: 128_000,
      system: [
        { type: 'text', text: 'x-anthropic-billing-header: cc_version=2; cch=1' },
        { type: 'text', text: 'You are a helper.', cache_control },
      ],
      tools: [
        {
          name: 'Read',
          input_schema: { type: 'object' },
          eager_input_streaming: true,
          defer_loading: true,
          strict: true,
        },
        { type: 'web_search_20250305', name: 'web_search' },
      ],
      thinking: { type: 'enabled', budget_tokens: 2000 },
      metadata: { user_id: 'user_1', device: 'x' },
      context_management: { edits: [] },
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hello', citations: null }] }],
    });
    expect(answer.blocks.length).toBeGreaterThan(0);
  });

  it('tokens are counted', async () => {
    const made = provider().provider;
    const model = await made.resolve('claude-sonnet-4-6');
    if (model === undefined) throw new Error('not offered');
    expect(await made.countTokens(makeRequest(body), model, never)).toMatchObject({ estimated: false });
  });
});

describe('krouter check', () => {
  async function check(region: string, options: Parameters<typeof provider>[1] = {}): Promise<CheckStep[]> {
    const steps: CheckStep[] = [];
    for await (const step of checkBedrock(provider(region, options).provider, { cancellation: never }))
      steps.push(step);
    return steps;
  }

  it('goes from the clock to one streamed word', async () => {
    const steps = await check('us-east-1');
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['clock', true],
      ['credentials', true],
      ['identity', true],
      ['models', true],
      ['access', true],
      ['answer', true],
    ]);
    expect(steps.at(-1)?.answered).toMatchObject({
      baseId: expect.stringContaining('haiku'),
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    });
    expect(steps[2]?.detail).toContain('user/simulated');
    expect(JSON.stringify(steps)).not.toContain(demoCredentials.secretAccessKey);
  });

  it.each([
    [{ agreement: 'NOT_AVAILABLE' }, /agreementAvailability NOT_AVAILABLE/, 'aws-marketplace:Subscribe'],
    [
      { agreement: 'ERROR', agreementError: 'Try later' },
      /ERROR .*\(Try later\)/,
      'aws-marketplace:Subscribe',
    ],
    [{ agreement: 'PENDING' }, /agreementAvailability PENDING/, 'aws-marketplace:Subscribe'],
    [{ authorization: 'NOT_AUTHORIZED' }, /authorizationStatus/, 'bedrock:InvokeModelWithResponseStream'],
    [{ entitlement: 'NOT_AVAILABLE' }, /entitlementAvailability/, 'aws-marketplace:Subscribe'],
    [{ region: 'NOT_AVAILABLE' }, /regionAvailability NOT_AVAILABLE/, undefined],
    [{ useCaseForm: 'missing' }, /use-case form .* AWS says: /, undefined],
  ] as const)('tells what the account lacks: %o', async (states, detail, iamAction) => {
    await simulator.region('us-east-1').fault({ kind: 'availability', ...states });
    const steps = await check('us-east-1');
    const access = steps.find(({ name }) => name === 'access');
    expect(access).toMatchObject({ ok: false, detail: expect.stringMatching(detail) });
    expect(access?.iamAction).toBe(iamAction);
    expect(steps.at(-1)).toMatchObject({ name: 'answer', ok: true });
  });

  it('does not hold a missing right to look against the account, but names it', async () => {
    const denied =
      'User: x is not authorized to perform: bedrock:GetFoundationModelAvailability on resource: *';
    const fault = { kind: 'http-error', error: 'AccessDeniedException', message: denied } as const;
    // The fourth call of the control plane: identity, models and profiles come first.
    await simulator.region('us-east-1').fault({ ...fault, on: 'control', nth: 5 });
    const access = (await check('us-east-1')).find(({ name }) => name === 'access');
    expect(access).toMatchObject({ ok: false, iamAction: 'bedrock:GetFoundationModelAvailability' });
    expect(access?.requestId).toBeDefined();
  });

  it('says that the clock is wrong', async () => {
    await simulator.region('us-east-1').fault({ kind: 'clock-skew', minutes: 10, on: 'all' });
    const [clock, ...rest] = await check('us-east-1');
    expect(clock).toMatchObject({ ok: false, detail: expect.stringContaining('behind') });
    expect(rest.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('tells bad keys from missing rights', async () => {
    const wrong = { ...KEYS, AWS_SECRET_ACCESS_KEY: 'wrong' };
    expect((await check('us-east-1', { env: wrong }))[2]).toMatchObject({ name: 'identity', ok: false });
    await simulator.region('us-east-1').fault({ kind: 'http-error', error: 'AccessDeniedException' });
    const answer = (await check('us-east-1')).at(-1);
    expect(answer).toMatchObject({
      name: 'answer',
      ok: false,
      iamAction: expect.stringMatching(/^bedrock:/),
    });
  });

  it('stops at credentials that are not there', async () => {
    const steps = await check('us-east-1', { env: {} });
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['clock', true],
      ['credentials', false],
    ]);
  });

  it('does not ask who a bearer key belongs to', async () => {
    const steps = await check('us-east-1', { env: { AWS_BEARER_TOKEN_BEDROCK: demoBearerKey } });
    expect(steps.map(({ name }) => name)).toEqual(['clock', 'credentials', 'models', 'access', 'answer']);
  });
});
