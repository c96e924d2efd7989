import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { encodeDecision } from '../../main/routing/encode-decision.ts';
import { createQuotaLimits } from '../../main/routing/quota-limits.ts';
import { suggestModels } from '../../main/routing/suggest-model.ts';
import { createFixture, never, request } from './router-fixture.ts';
import { answering, failing, model, refused, SONNET } from './scripted-provider.ts';

const NAME = 'bedrock/claude-sonnet-4-6';
const OPUS = model('us.anthropic.claude-opus-5', { scope: 'geo', geography: 'us' });

describe('resolve', () => {
  const fixture = createFixture({
    providers: [
      { id: 'us-east-1', models: [SONNET, OPUS] },
      { id: 'us-west-2', models: [SONNET] },
      { id: 'anthropic', type: 'anthropic', models: [SONNET] },
    ],
    combos: [
      {
        id: 'both',
        models: ['bedrock/claude-opus-5', 'bedrock/claude-sonnet-4-6', 'us-west-2/claude-sonnet-4-6'],
      },
      { id: 'empty', models: ['us-west-2/claude-opus-5'] },
    ],
  });
  const keys = async (name: string) =>
    (await fixture.router.resolve(name)).groups.map((group) => group.map(({ key }) => key));

  it('finds every region that offers the model, and says which do not', async () => {
    expect(await keys('bedrock/claude-opus-5')).toEqual([['us-east-1/us.anthropic.claude-opus-5']]);
    const { excluded } = await fixture.router.resolve('bedrock/claude-opus-5');
    expect(excluded).toEqual([{ target: 'us-west-2/claude-opus-5', reason: 'not offered there' }]);
  });

  it('opens combos in order and tries no target twice', async () => {
    expect(await keys('both')).toEqual([
      ['us-east-1/us.anthropic.claude-opus-5'],
      ['us-east-1/anthropic.claude-sonnet-4-6', 'us-west-2/anthropic.claude-sonnet-4-6'],
    ]);
  });

  it('puts direct providers behind the regions for a bare name', async () => {
    expect(await keys('claude-sonnet-4-6[1m]')).toEqual([
      ['us-east-1/anthropic.claude-sonnet-4-6', 'us-west-2/anthropic.claude-sonnet-4-6'],
      ['anthropic/anthropic.claude-sonnet-4-6'],
    ]);
  });

  it('answers an unknown name with the nearest known ones', async () => {
    await expect(fixture.router.resolve('bedrock/claude-sonet-4-6')).rejects.toMatchObject({
      code: 'model_not_found',
      param: 'model',
      message: expect.stringContaining('bedrock/anthropic.claude-sonnet-4-6'),
    });
    await expect(fixture.router.resolve('empty')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(fixture.router.resolve('combo/none')).rejects.toThrow('no combo "none"');
  });

  it('waits for no region whose catalogue hangs once another has the model, and surfaces what a lone one throws', async () => {
    const slow = createFixture({ providers: [{ id: 'us-east-1' }, { id: 'us-west-2' }] });
    slow.provider('us-east-1').resolve = () => new Promise(() => {});
    const pending = slow.router.resolve(NAME);
    await slow.clock.advance(2000);
    expect((await pending).groups.flat().map(({ provider }) => provider.id)).toEqual(['us-west-2']);
    const broken = createFixture({ providers: [{ id: 'us-east-1' }] });
    broken.provider('us-east-1').resolve = () => Promise.reject(new TypeError('bug'));
    await expect(broken.router.resolve(NAME)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('models', () => {
  it('lists combos, bedrock names, bare ids and provider names once each', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/x';
    const fixture = createFixture({
      providers: [
        { id: 'us-east-1', models: [SONNET, OPUS, model(arn, { baseId: 'anthropic.claude-opus-5' })] },
        { id: 'us-west-2', models: [SONNET] },
      ],
      combos: [{ id: 'mine', models: [NAME] }],
    });
    const entries = await fixture.router.models();
    const names = entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual([
      'mine',
      'bedrock/anthropic.claude-sonnet-4-6',
      'bedrock/anthropic.claude-opus-5',
      `bedrock/${arn}`,
      'anthropic.claude-sonnet-4-6',
      'anthropic.claude-opus-5',
      'us-east-1/anthropic.claude-sonnet-4-6',
      'us-east-1/anthropic.claude-opus-5',
      `us-east-1/${arn}`,
      'us-west-2/anthropic.claude-sonnet-4-6',
    ]);
    expect(entries[1]?.providers).toEqual(['us-east-1', 'us-west-2']);
  });

  it('leaves out a provider that cannot list', async () => {
    const fixture = createFixture({ providers: [{ id: 'us-east-1' }, { id: 'us-west-2' }] });
    fixture.provider('us-east-1').list = () => Promise.reject(new Error('no'));
    expect((await fixture.router.models()).map(({ name }) => name)).toContain(
      'us-west-2/anthropic.claude-sonnet-4-6',
    );
    expect(fixture.lines).toEqual(['warn a provider could not list its models']);
  });
});

describe('suggestModels', () => {
  it('finds typing errors in the model part and offers nothing for what is unlike', () => {
    const known = ['us-east-1/anthropic.claude-opus-5', 'claude-opus-5', 'claude-haiku-4-5'];
    expect(suggestModels('claude-opsu-5', known)[0]).toBe('claude-opus-5');
    expect(suggestModels('us-east-1/claude-opus5', known)[0]).toBe('us-east-1/anthropic.claude-opus-5');
    expect(suggestModels('gpt-4o', known)).toEqual([]);
    expect(suggestModels('x'.repeat(100_000), known)).toEqual([]);
  });
});

describe('the decision', () => {
  it('shows candidates, scores, attempts and the choice, and fits a header', async () => {
    const fixture = createFixture({
      providers: [
        { id: 'us-east-1', script: refused },
        { id: 'us-west-2', script: () => answering('b', 250) },
      ],
    });
    const { decision } = await fixture.askWhole(NAME);
    expect(decision).toMatchObject({
      asked: NAME,
      kind: 'bedrock',
      lead: 'best',
      affinity: { state: 'none' },
      chosen: 'us-west-2/anthropic.claude-sonnet-4-6',
      candidates: [{ region: 'us-east-1', standing: 'ready' }, { region: 'us-west-2' }],
      attempts: [
        { provider: 'us-east-1', error: { code: 'upstream_error' }, startedAfterMs: 0 },
        { provider: 'us-west-2', tookMs: 250 },
      ],
    });
    expect(JSON.parse(encodeDecision(decision))).toMatchObject({
      chosen: decision.chosen,
      tried: [
        'us-east-1/anthropic.claude-sonnet-4-6 upstream_error 0ms',
        'us-west-2/anthropic.claude-sonnet-4-6 ok 250ms',
      ],
    });
  });

  it('stays one short line of ASCII whatever the names are', async () => {
    const fixture = createFixture({
      providers: Array.from({ length: 60 }, (_, i) => ({ id: `región\n${i}`, script: () => failing({}) })),
    });
    const error = await fixture.ask(NAME).catch((caught: unknown) => caught);
    expect(error).toHaveProperty('decision');
    const plan = await fixture.router.resolve(NAME);
    for (let i = 0; i < 60; i += 1) fixture.provider(`región\n${i}`).script = () => answering('x');
    const pending = fixture.router.attempt(plan, request(NAME), { cancellation: never() });
    await fixture.clock.advance(60_000);
    const header = encodeDecision((await pending).decision);
    expect(header).toMatch(/^[\x20-\x7e]{10,2000}$/);
    expect(JSON.parse(header)).toHaveProperty('tried');
  });
});

describe('health', () => {
  it('shows what is known of each target', async () => {
    const limits = createQuotaLimits();
    const place = { provider: 'us-east-1', baseId: SONNET.baseId };
    limits.set('user', place, { tokensPerMinute: 1000 });
    const fixture = createFixture({
      providers: [{ id: 'us-east-1', script: () => answering('a', 400) }],
      limits,
    });
    expect(fixture.router.health()).toEqual([]);
    const usage = { inputTokens: 100, outputTokens: 20 };
    await fixture.askWhole(NAME, { maxTokens: 10 }, usage);
    expect(fixture.router.health()).toMatchObject([
      {
        target: 'us-east-1/anthropic.claude-sonnet-4-6',
        state: 'healthy',
        ttftMs: 400,
        successRate: 1,
        headroom: 0.8, // 100 in and 20 x 5 out of 1,000
        breaker: { state: 'closed', remainingMs: 0 },
      },
    ]);
    fixture.provider('us-east-1').script = () => failing({ code: 'timeout', message: 'too slow' });
    for (let i = 0; i < 5; i += 1) await fixture.ask(NAME).catch(() => undefined);
    expect(fixture.router.health()).toMatchObject([
      {
        state: 'ejected',
        why: 'breaker open',
        breaker: { remainingMs: 30_000 },
        lastError: { message: 'too slow' },
      },
    ]);
  });

  it('counts a failure after content against the target, but not a hang-up', async () => {
    const fixture = createFixture({ providers: [{ id: 'us-east-1' }] });
    (await fixture.ask(NAME)).finished({ ok: false });
    expect(fixture.router.health()[0]?.successRate).toBeUndefined();
    const plan = await fixture.router.resolve(NAME);
    const pending = fixture.router.attempt(plan, request(NAME), { cancellation: never() });
    await fixture.clock.advance(0);
    const answer = await pending;
    answer.finished({ ok: false, error: new AppError({ code: 'upstream_error', message: 'reset' }) });
    answer.finished({ ok: true });
    expect(fixture.router.health()[0]?.successRate).toBeCloseTo(2 / 3, 5);
  });

  it('keeps what it learned when the configuration changes, except for providers that are gone', async () => {
    const fixture = createFixture({ providers: [{ id: 'us-east-1' }, { id: 'us-west-2', script: refused }] });
    await fixture.askWhole('us-east-1/claude-sonnet-4-6');
    await fixture.ask('us-west-2/claude-sonnet-4-6').catch(() => undefined);
    fixture.router.configure({
      providers: [fixture.provider('us-east-1')],
      combos: [{ id: 'new', models: [NAME] }],
    });
    expect(fixture.router.health().map(({ provider }) => provider)).toEqual(['us-east-1']);
    expect(fixture.router.health()[0]?.ttftMs).toBe(0);
    expect((await fixture.askWhole('new')).provider.id).toBe('us-east-1');
    await expect(fixture.router.resolve('us-west-2/claude-sonnet-4-6')).rejects.toMatchObject({
      code: 'model_not_found',
    });
  });
});
