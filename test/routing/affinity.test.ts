import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../main/core/usage.ts';
import { createAffinityBook } from '../../main/routing/affinity.ts';
import { prefixHash } from '../../main/routing/prefix-hash.ts';
import { createQuotaLimits } from '../../main/routing/quota-limits.ts';
import { createFixture, request } from './router-fixture.ts';
import { answering, refused, SONNET } from './scripted-provider.ts';

const NAME = 'bedrock/claude-sonnet-4-6';
const WROTE: Usage = { cacheReadTokens: 0, cacheWriteTokens: 5000, outputTokens: 5 };

function said(first: string, ...later: readonly string[]) {
  return {
    messages: [first, ...later].map((text) => ({
      role: 'user' as const,
      content: [{ type: 'text' as const, text }],
    })),
  };
}

describe('prefixHash', () => {
  it('stays the same from turn to turn', () => {
    const first = prefixHash(request('m', said('hello')));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(prefixHash(request('m', said('hello', 'and then', 'more')))).toBe(first);
  });

  it('differs with model, system, tools and the first message', () => {
    const tool = { kind: 'function', name: 'read' } as const;
    const requests = [
      request('m'),
      request('n'),
      request('m', { system: [{ type: 'text', text: 'be brief' }] }),
      request('m', { tools: [tool] }),
      request('m', { tools: [tool, { ...tool, name: 'write' }] }),
      request('m', said('ho')),
    ];
    expect(new Set(requests.map(prefixHash)).size).toBe(requests.length);
  });

  it('does not collide over many conversations', () => {
    const names = fc.sample(fc.string({ minLength: 1, maxLength: 30 }), 20_000);
    const distinct = [...new Set([...names, ...names.map((_, i) => `session ${i}`)])];
    const hashes = new Set(distinct.map((text) => prefixHash(request('m', said(text)))));
    expect(hashes.size).toBe(distinct.length);
  });
});

describe('createAffinityBook', () => {
  it('forgets a cache once it is cold and keeps at most 10,000 conversations, the youngest', () => {
    const book = createAffinityBook();
    const cached = { target: 't', tokens: 1, ttlMs: 300_000 };
    for (let i = 0; i < 10_001; i += 1) book.hold(`c${i}`, cached, 0);
    expect(book.find('c0', 1)).toBeUndefined();
    expect(book.find('c10000', 299_999)?.target).toBe('t');
    expect(book.find('c10000', 300_000)).toBeUndefined();
  });
});

describe('cache affinity', () => {
  /** The first region is slower by a little; the second has the better score once both are known. */
  const fixture = () =>
    createFixture({
      providers: [
        { id: 'us-east-1', script: () => answering('a', 1200) },
        { id: 'us-west-2', script: () => answering('b', 600) },
      ],
    });

  it('keeps a conversation where its cache is, while others go to the better region', async () => {
    const { askWhole } = fixture();
    await askWhole(NAME, said('mine'), WROTE);
    await askWhole(NAME, said('other'));
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await askWhole(NAME, said('mine', `turn ${turn}`), { cacheReadTokens: 5000 });
      expect(answer.provider.id).toBe('us-east-1');
      expect(answer.decision).toMatchObject({
        lead: 'cache',
        affinity: { state: 'kept', target: 'us-east-1/anthropic.claude-sonnet-4-6' },
      });
      expect((await askWhole(NAME, said('other', `turn ${turn}`))).provider.id).toBe('us-west-2');
    }
  });

  it('has nothing to stay for when nothing was cached', async () => {
    const { askWhole } = fixture();
    await askWhole(NAME, said('mine'), { cacheReadTokens: 0, cacheWriteTokens: 0 });
    const answer = await askWhole(NAME, said('mine', 'more'));
    expect(answer.decision.affinity.state).toBe('none');
    expect(answer.provider.id).toBe('us-west-2');
  });

  it('takes a breakpoint for a cache when upstream does not report one, for 5 minutes or an hour', async () => {
    for (const [ttl, minutes] of [
      ['5m', 5],
      ['1h', 60],
    ] as const) {
      const { askWhole, clock } = fixture();
      const changes = { ...said('mine'), system: [{ type: 'text' as const, text: 's', cache: { ttl } }] };
      await askWhole(NAME, changes);
      await clock.advance((minutes - 1) * 60_000);
      expect((await askWhole(NAME, changes)).decision.affinity.state).toBe('kept');
      await clock.advance((minutes + 1) * 60_000);
      expect((await askWhole(NAME, changes)).decision.affinity.state).toBe('none');
    }
  });

  it('sets no quota aside for what the cache holds, so that a long conversation still fits', async () => {
    const limits = createQuotaLimits();
    for (const provider of ['us-east-1', 'us-west-2']) {
      limits.set('account', { provider, baseId: SONNET.baseId }, { tokensPerMinute: 12_000 });
    }
    const { askWhole, clock } = createFixture({
      providers: [{ id: 'us-east-1' }, { id: 'us-west-2' }],
      limits,
    });
    const long = { ...said('x'.repeat(35_000)), maxTokens: 1000 }; // about 10,000 tokens in
    await askWhole(NAME, long, { cacheWriteTokens: 9900, inputTokens: 100, outputTokens: 1 });
    await clock.advance(30_000);
    // The minute has 2,000 tokens left: enough for what is not in the cache and 1,000 of output.
    const next = await askWhole(NAME, long, { cacheReadTokens: 9900 });
    expect(next.decision).toMatchObject({ affinity: { state: 'kept' }, lead: 'cache' });
    expect(next.provider.id).toBe('us-east-1');
    const other = await askWhole(NAME, { ...said('y'.repeat(35_000)), maxTokens: 1000 });
    expect(other.provider.id).toBe('us-west-2');
  });

  it('leaves a region that fails, says why, and stays at the new one', async () => {
    const { askWhole, provider } = fixture();
    await askWhole(NAME, said('mine'), WROTE);
    provider('us-east-1').script = refused;
    const moved = await askWhole(NAME, said('mine', '2'), WROTE);
    expect(moved).toMatchObject({ attempts: 2, provider: { id: 'us-west-2' } });
    provider('us-east-1').script = () => answering('a', 10);
    const next = await askWhole(NAME, said('mine', '3'), WROTE);
    expect(next.decision).toMatchObject({ lead: 'cache', chosen: 'us-west-2/anthropic.claude-sonnet-4-6' });
  });

  it('leaves a region that has become ten times slower than the best', async () => {
    const { askWhole, provider } = fixture();
    provider('us-east-1').script = () => answering('a', 20_000);
    provider('us-west-2').script = () => answering('b', 200);
    await askWhole(NAME, said('mine'), WROTE);
    await askWhole(NAME, said('other'));
    const answer = await askWhole(NAME, said('mine', '2'));
    expect(answer.provider.id).toBe('us-west-2');
    expect(answer.decision.affinity).toMatchObject({ state: 'left', why: 'far slower than the best' });
  });

  it("returns to a combo's first choice once a cache's life has passed since it was left", async () => {
    const combo = { id: 'mine', models: ['us-east-1/claude-sonnet-4-6', 'us-west-2/claude-sonnet-4-6'] };
    const { askWhole, provider, clock } = createFixture({
      providers: [{ id: 'us-east-1', script: refused }, { id: 'us-west-2' }],
      combos: [combo],
    });
    await askWhole('mine', said('x'), WROTE);
    provider('us-east-1').script = () => answering('a');
    const ids: string[] = [];
    for (let minute = 0; minute < 8; minute += 1) {
      ids.push((await askWhole('mine', said('x', `${minute}`), WROTE)).provider.id);
      await clock.advance(60_000);
    }
    expect(ids.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'us-west-2'));
    expect(ids.slice(-2)).toEqual(['us-east-1', 'us-east-1']);
  });
});
