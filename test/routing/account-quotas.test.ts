import { describe, expect, it } from 'vitest';
import type { ModelQuota, Provider } from '../../main/core/provider.ts';
import { createAccountQuotas } from '../../main/routing/account-quotas.ts';
import { createQuotaLimits } from '../../main/routing/quota-limits.ts';
import { createFakeClock, settled } from './fake-clock.ts';
import { createScriptedProvider, model, SONNET } from './scripted-provider.ts';

const HOUR = 3_600_000;
const GEO = model('us.anthropic.claude-sonnet-4-6', { scope: 'geo' });
const GLOBAL = model('global.anthropic.claude-sonnet-4-6', { scope: 'global' });
const quota = (rest: Partial<ModelQuota>): ModelQuota => ({ baseId: SONNET.baseId, scope: 'geo', ...rest });

/** A book that follows one account, which says what `answers` holds, the last one for ever. */
function start(answers: readonly (readonly ModelQuota[])[], id = 'us-east-1') {
  const clock = createFakeClock();
  const book = createQuotaLimits();
  const accounts = createAccountQuotas(clock, (place, limit) => book.set('account', place, limit));
  const calls: number[] = [];
  const provider: Provider = {
    ...createScriptedProvider({ id, clock }),
    quotas: async () => answers[Math.min(calls.push(clock.monotonic()), answers.length) - 1] ?? [],
  };
  accounts.keep([provider]);
  return { clock, book, accounts, provider, calls };
}

describe('limits that the account gives', () => {
  it('are asked for when a provider is first used, and once', async () => {
    const { accounts, provider, calls, book } = start([[quota({ tokensPerMinute: 5 })]]);
    await settled();
    expect(calls).toHaveLength(0);
    for (let i = 0; i < 3; i += 1) accounts.follow(provider);
    await settled();
    accounts.follow(provider);
    expect(calls).toHaveLength(1);
    expect(book.limitOf(provider, GEO)).toEqual(quota({ tokensPerMinute: 5 }));
  });

  it('hold for the way the model is called and for no other', async () => {
    const quotas = [
      quota({ tokensPerMinute: 1 }),
      quota({ scope: 'global', tokensPerMinute: 2 }),
      quota({ scope: 'in-region', tokensPerMinute: 3 }),
    ];
    const { accounts, provider, book } = start([quotas]);
    accounts.follow(provider);
    await settled();
    expect([GEO, GLOBAL, SONNET].map((each) => book.limitOf(provider, each)?.tokensPerMinute)).toEqual([
      1, 2, 3,
    ]);
  });

  it('leave to the user what the account does not say', async () => {
    const { accounts, provider, book } = start([[quota({ tokensPerMinute: 5 })]]);
    const place = { provider: provider.id, baseId: SONNET.baseId };
    book.set('user', place, { tokensPerMinute: 900, requestsPerMinute: 7 });
    accounts.follow(provider);
    await settled();
    expect(book.limitOf(provider, GEO)).toEqual({ tokensPerMinute: 5, requestsPerMinute: 7 });
    expect(book.limitOf(provider, GLOBAL)).toEqual({ tokensPerMinute: 900, requestsPerMinute: 7 });
  });

  it('are asked for again every six hours; what is gone is forgotten', async () => {
    const first = [quota({ tokensPerMinute: 5 }), quota({ scope: 'global', tokensPerMinute: 6 })];
    const { accounts, provider, book, clock, calls } = start([first, [quota({ tokensPerMinute: 8 })]]);
    accounts.follow(provider);
    await clock.advance(6 * HOUR - 1);
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    expect(calls).toHaveLength(2);
    expect(book.limitOf(provider, GEO)?.tokensPerMinute).toBe(8);
    expect(book.limitOf(provider, GLOBAL)).toBeUndefined();
  });

  it('are asked for again after a quarter of an hour when nothing was learned, and kept meanwhile', async () => {
    const { accounts, provider, book, clock, calls } = start([
      [],
      [quota({ tokensPerMinute: 5 })],
      [],
      [quota({ tokensPerMinute: 9 })],
    ]);
    accounts.follow(provider);
    await clock.advance(HOUR / 4);
    expect(calls).toHaveLength(2);
    await clock.advance(6 * HOUR);
    expect(calls).toHaveLength(3);
    expect(book.limitOf(provider, GEO)?.tokensPerMinute).toBe(5);
    await clock.advance(HOUR / 4);
    expect(book.limitOf(provider, GEO)?.tokensPerMinute).toBe(9);
  });

  it('survive a changed configuration, for providers that stay', async () => {
    const { accounts, provider, book, calls } = start([[quota({ tokensPerMinute: 5 })]]);
    accounts.follow(provider);
    await settled();
    book.set('account', { provider: provider.id, baseId: SONNET.baseId, scope: 'geo' });
    accounts.keep([provider]);
    expect(book.limitOf(provider, GEO)?.tokensPerMinute).toBe(5);
    expect(calls).toHaveLength(1);
  });

  it('are no longer asked for once the provider is gone, even when it was just being asked', async () => {
    const { accounts, provider, book, clock, calls } = start([[quota({ tokensPerMinute: 5 })]]);
    accounts.follow(provider);
    accounts.keep([]);
    await clock.advance(24 * HOUR);
    accounts.follow(provider);
    await settled();
    expect(calls).toHaveLength(1);
    expect(clock.pending).toBe(0);
    expect(book.limitOf(provider, GEO)).toBeUndefined();
  });

  it('a provider that was asked and then leaves keeps no timer', async () => {
    const { accounts, provider, clock } = start([[quota({ tokensPerMinute: 5 })]]);
    accounts.follow(provider);
    await settled();
    expect(clock.pending).toBe(1);
    accounts.keep([]);
    expect(clock.pending).toBe(0);
  });

  it('a provider without such a notion is left alone', async () => {
    const { accounts, clock } = start([]);
    const plain = createScriptedProvider({ id: 'anthropic', type: 'anthropic', clock });
    accounts.keep([plain]);
    accounts.follow(plain);
    await settled();
    expect(clock.pending).toBe(0);
  });
});
