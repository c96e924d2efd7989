import { describe, expect, it } from 'vitest';
import { createQuotaLimits } from '../../main/routing/quota-limits.ts';
import { createFixture } from './router-fixture.ts';
import { answering, blackHole, failing, refused, type Script, SONNET } from './scripted-provider.ts';

const NAME = 'bedrock/claude-sonnet-4-6';

function fleet(scripts: { readonly [id: string]: (call: number) => Script }, random = () => 0.5) {
  return createFixture({
    providers: Object.entries(scripts).map(([id, script]) => ({ id, script })),
    random,
  });
}

describe('ranking of regions', () => {
  it('starts in the order of the configuration and stays while regions are equally good', async () => {
    const fixture = fleet({ 'us-east-1': () => answering('a', 300), 'us-west-2': () => answering('b', 300) });
    for (let i = 0; i < 5; i += 1) expect((await fixture.askWhole(NAME)).provider.id).toBe('us-east-1');
  });

  it('moves to a region that answers in 300 ms from one that takes 3 s', async () => {
    const fixture = fleet({
      'us-east-1': () => answering('a', 3000),
      'us-west-2': () => answering('b', 300),
    });
    await fixture.askWhole(NAME);
    for (let i = 0; i < 5; i += 1) expect((await fixture.askWhole(NAME)).provider.id).toBe('us-west-2');
  });

  it('looks again now and then at a region it has not used for long', async () => {
    const fixture = fleet(
      {
        'us-east-1': (call) => answering('a', call === 1 ? 3000 : 100),
        'us-west-2': () => answering('b', 300),
      },
      () => 0.01,
    );
    await fixture.askWhole(NAME);
    for (let i = 0; i < 6; i += 1) {
      await fixture.clock.advance(60_000);
      await fixture.askWhole(NAME);
    }
    expect(fixture.provider('us-east-1').sends.length).toBeGreaterThan(1);
    expect((await fixture.askWhole(NAME)).provider.id).toBe('us-east-1');
  });

  it('keeps the order of a combo whatever the speed, and skips only what is unhealthy', async () => {
    const fixture = createFixture({
      providers: [
        { id: 'us-east-1', script: (call) => (call > 3 && call <= 8 ? refused() : answering('a', 4000)) },
        { id: 'us-west-2', script: () => answering('b', 50) },
      ],
      combos: [{ id: 'mine', models: ['us-east-1/claude-sonnet-4-6', 'us-west-2/claude-sonnet-4-6'] }],
    });
    for (let i = 0; i < 3; i += 1) expect((await fixture.askWhole('mine')).provider.id).toBe('us-east-1');
    for (let i = 0; i < 8; i += 1) expect((await fixture.askWhole('mine')).provider.id).toBe('us-west-2');
    // Three of six results in a minute failed: the breaker opened.
    expect(fixture.provider('us-east-1').sends).toHaveLength(6);
  });

  it('puts a region whose quota cannot take the request behind one that can', async () => {
    const limits = createQuotaLimits();
    limits.set('account', { provider: 'us-east-1', baseId: SONNET.baseId }, { tokensPerMinute: 10_000 });
    const fixture = createFixture({
      providers: ['us-east-1', 'us-west-2'].map((id) => ({ id, script: () => answering(id, 1000) })),
      limits,
    });
    expect((await fixture.askWhole(NAME, { maxTokens: 20_000 })).provider.id).toBe('us-west-2');
    expect((await fixture.askWhole(NAME, { maxTokens: 500 })).provider.id).toBe('us-east-1');
    expect((await fixture.askWhole('us-east-1/claude-sonnet-4-6', { maxTokens: 20_000 })).decision.lead).toBe(
      'last-resort',
    );
  });

  it('asks the direct provider for a bare name only after every region', async () => {
    const fixture = createFixture({
      providers: [
        { id: 'anthropic', type: 'anthropic' },
        { id: 'us-east-1', script: refused },
        { id: 'us-west-2', script: refused },
      ],
    });
    const answer = await fixture.ask('claude-sonnet-4-6');
    expect(answer.provider.id).toBe('anthropic');
    expect(answer.decision.attempts.map(({ provider }) => provider)).toEqual([
      'us-east-1',
      'us-west-2',
      'anthropic',
    ]);
  });
});

describe('recovery', () => {
  it.each([1, 3, 12])('has a region back in use within 35 s after %d failed requests', async (failures) => {
    let isUp = false;
    const fixture = fleet({
      'us-east-1': () => (isUp ? answering('a', 200) : refused()),
      'us-west-2': () => answering('b', 200),
    });
    for (let i = 0; i < failures; i += 1) {
      await fixture.ask(`us-east-1/${SONNET.id}`).catch(() => undefined);
      await fixture.askWhole(NAME);
    }
    isUp = true;
    const recoveredAtMs = fixture.clock.monotonic();
    let id = 'us-west-2';
    while (id === 'us-west-2') {
      await fixture.clock.advance(1000);
      id = (await fixture.askWhole(NAME)).provider.id;
    }
    expect(fixture.clock.monotonic() - recoveredAtMs).toBeLessThanOrEqual(35_000);
    for (let i = 0; i < 5; i += 1) expect((await fixture.askWhole(NAME)).provider.id).toBe('us-east-1');
  });

  it('sends one probe to a black hole while everyone else goes elsewhere', async () => {
    const fixture = fleet({ 'us-east-1': blackHole, 'us-west-2': () => answering('b', 200) });
    for (let i = 0; i < 5; i += 1) await fixture.askWhole(`us-east-1/${SONNET.id}`).catch(() => undefined);
    expect(fixture.router.health()[0]).toMatchObject({ state: 'ejected', breaker: { state: 'open' } });
    const before = fixture.provider('us-east-1').sends.length;
    await fixture.clock.advance(30_000);
    expect(fixture.router.health()[0]).toMatchObject({ breaker: { state: 'half-open' } });
    const together = await Promise.all(Array.from({ length: 20 }, () => fixture.askWhole(NAME)));
    expect(fixture.provider('us-east-1').sends.length - before).toBe(1);
    expect(together.filter(({ attempts }) => attempts === 2)).toHaveLength(1);
    expect(fixture.router.health()[0]?.breaker).toMatchObject({ state: 'open' });
  });

  it('sends one retrial to a region that failed too little to open its breaker', async () => {
    const fixture = fleet({ 'us-east-1': blackHole, 'us-west-2': () => answering('b', 200) });
    await fixture.askWhole(NAME);
    await fixture.clock.advance(30_000);
    const before = fixture.provider('us-east-1').sends.length;
    const together = await Promise.all(Array.from({ length: 20 }, () => fixture.askWhole(NAME)));
    expect(fixture.provider('us-east-1').sends.length - before).toBe(1);
    expect(together.filter(({ decision }) => decision.lead === 'probe')).toHaveLength(1);
  });

  it("never puts a probe of a later choice before a healthy first choice of a combo's user", async () => {
    const fixture = createFixture({
      providers: [{ id: 'us-east-1' }, { id: 'us-west-2', script: refused }],
      combos: [{ id: 'mine', models: ['us-east-1/claude-sonnet-4-6', 'us-west-2/claude-sonnet-4-6'] }],
    });
    for (let i = 0; i < 5; i += 1) await fixture.ask(`us-west-2/${SONNET.id}`).catch(() => undefined);
    const before = fixture.provider('us-west-2').sends.length;
    for (let i = 0; i < 5; i += 1) {
      await fixture.clock.advance(60_000);
      expect((await fixture.askWhole('mine')).attempts).toBe(1);
    }
    expect(fixture.provider('us-west-2').sends).toHaveLength(before);
  });

  it('never ejects the last target', async () => {
    const fixture = fleet({
      'us-east-1': (call) => (call <= 20 ? failing({ code: 'timeout' }) : answering('a')),
    });
    for (let i = 0; i < 20; i += 1)
      await expect(fixture.ask(NAME)).rejects.toMatchObject({ code: 'timeout' });
    expect(fixture.provider('us-east-1').sends).toHaveLength(20);
    expect(await fixture.askWhole(NAME)).toMatchObject({ decision: { lead: 'last-resort' } });
    expect(fixture.router.health()[0]).toMatchObject({ state: 'healthy', breaker: { state: 'closed' } });
  });

  it('keeps health per model: one failing model leaves the other at the same region alone', async () => {
    const fixture = createFixture({
      providers: [
        {
          id: 'us-east-1',
          models: [SONNET, { ...SONNET, id: 'anthropic.claude-opus-5', baseId: 'anthropic.claude-opus-5' }],
          script: (call) => (call <= 5 ? failing({ code: 'timeout' }) : answering('a')),
        },
      ],
    });
    for (let i = 0; i < 5; i += 1) await fixture.ask(NAME).catch(() => undefined);
    await fixture.askWhole('bedrock/claude-opus-5');
    expect(fixture.router.health().map(({ state }) => state)).toEqual(['ejected', 'healthy']);
  });
});
