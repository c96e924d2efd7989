import { afterAll, describe, expect, it } from 'vitest';
import type { BudgetView } from '../../../contract/budget.ts';
import { ask, fail } from '../fetch-transport.ts';
import { SONNET } from '../start-services.ts';
import { type Stage, watch } from './stage.ts';

const DAILY = { id: 'daily', limitUsd: 1_000, period: 'day' } as const;
const WEST = { kind: 'provider', name: 'bedrock-us-west-2' } as const;

export function describeBudgetCalls(open: () => Stage): void {
  describe('budgets', () => {
    const find = async (id: string): Promise<BudgetView | undefined> =>
      (await ask(open().transport, 'budgets.list', {})).find(({ budget }) => budget.id === id);

    afterAll(async () => {
      const { transport } = open();
      for (const { budget } of await ask(transport, 'budgets.list', {})) {
        await ask(transport, 'budgets.remove', { id: budget.id });
      }
    });

    it('are none until somebody makes one', async () => {
      expect(await ask(open().transport, 'budgets.list', {})).toEqual([]);
    });

    it('are made with the usual alerts and without a stop, know what was spent before, and stand in the file', async () => {
      const { transport, services } = open();
      await services.chat();
      const now = Date.now();
      const made = await ask(transport, 'budgets.create', DAILY);
      const full = { ...DAILY, scope: { kind: 'all' }, alertAt: [0.5, 0.8, 1], stop: false };
      expect(made).toMatchObject({ budget: full, state: 'within', unpriced: 0 });
      const query = { from: made.beganAt, to: now + 1_000, bucket: 'hour', groupBy: 'none' } as const;
      const { totals } = await ask(transport, 'usage.report', query);
      expect(made.spentUsd).toBeCloseTo(totals.costUsd, 9);
      expect(made.spentUsd).toBeGreaterThan(0);
      expect(made.fraction).toBeCloseTo(made.spentUsd / 1_000, 9);
      expect(made.beganAt).toBeLessThanOrEqual(now);
      expect(made.renewsAt).toBeGreaterThan(now);
      expect(services.readFile()).toMatchObject({ budgets: [full] });
      expect(await ask(transport, 'budgets.list', {})).toMatchObject([{ budget: full }]);
    });

    it('grow with every request', async () => {
      const before = await find('daily');
      await open().services.chat();
      const after = await find('daily');
      expect(after?.spentUsd).toBeGreaterThan(before?.spentUsd ?? Number.POSITIVE_INFINITY);
    });

    it('tell when a part of the limit is reached, in words, once', async () => {
      const { transport, services } = open();
      const spent = (await find('daily'))?.spentUsd ?? 0;
      await ask(transport, 'budgets.update', { ...DAILY, limitUsd: spent * 1.001, alertAt: [1, 5] });
      const live = await watch(transport);
      await services.chat();
      const { budget } = await live.find('budget-crossed');
      await services.chat();
      live.stop();
      expect(budget).toMatchObject({ budget: { id: 'daily' }, state: 'over', alert: { at: 1 } });
      expect(budget.alert?.text).toContain('"daily"');
      expect(live.events.filter(({ type }) => type === 'budget-crossed')).toHaveLength(1);
    });

    it('that are spent and stop refuse what follows, and the status says so until they are raised', async () => {
      const { transport, services } = open();
      const stopping = { ...DAILY, limitUsd: 0.000_01, stop: true };
      expect(await ask(transport, 'budgets.update', stopping)).toMatchObject({ state: 'stopping' });
      const refused = await services.chat();
      expect(refused).toContain('billing_error');
      expect(refused).toContain('The budget \\"daily\\" is spent');
      const status = await ask(transport, 'status.get', {});
      expect(status).toMatchObject({ state: 'degraded', summary: expect.stringContaining('"daily"') });
      const test = await fail(transport, 'combos.test', { id: 'pair' });
      expect(test.message).toContain('Usage > Budgets');
      await ask(transport, 'budgets.update', DAILY);
      expect(await services.chat()).toContain('message_stop');
      expect(await ask(transport, 'status.get', {})).toMatchObject({ state: 'running' });
    });

    it('of a provider make routing leave it out, and the request says why', async () => {
      const { transport, services } = open();
      await services.chat(`bedrock-us-west-2/${SONNET}`);
      const west = { ...DAILY, id: 'west', scope: WEST, limitUsd: 0.000_01, stop: true };
      await ask(transport, 'budgets.create', west);
      await ask(transport, 'combos.save', {
        id: 'west-first',
        models: [`bedrock-us-west-2/${SONNET}`, `bedrock-us-east-1/${SONNET}`],
      });
      expect(await services.chat('west-first')).toContain('message_stop');
      const filter = { model: 'west-first' };
      const { rows } = await ask(transport, 'requests.list', { filter, limit: 1 });
      expect(rows[0]).toMatchObject({ provider: 'bedrock-us-east-1', attempts: 1, outcome: 'ok' });
      const { decision } = await ask(transport, 'requests.get', { id: rows[0]?.id ?? '' });
      expect(decision).toMatchObject({
        excluded: [{ reason: expect.stringContaining('The budget "west" for provider bedrock-us-west-2') }],
      });
      await ask(transport, 'combos.remove', { id: 'west-first' });
      await ask(transport, 'budgets.remove', { id: 'west' });
    });

    it('are not made twice, not changed once they are gone, and not removed twice', async () => {
      const { transport } = open();
      expect(await fail(transport, 'budgets.create', DAILY)).toMatchObject({ code: 'conflict', param: 'id' });
      const gone = { ...DAILY, id: 'gone' };
      expect((await fail(transport, 'budgets.update', gone)).code).toBe('not_found');
      expect((await fail(transport, 'budgets.remove', { id: 'gone' })).code).toBe('not_found');
    });

    it.each([
      [{ limitUsd: 0 }, 'limitUsd'],
      [{ limitUsd: -5 }, 'limitUsd'],
      [{ id: 'two words' }, 'id'],
      [{ alertAt: [0.5, 0.5] }, 'alertAt'],
      [{ alertAt: [0] }, 'alertAt[0]'],
      [{ scope: { kind: 'app', name: '' } as const }, 'scope.name'],
    ])('with %j are refused, and the field is named', async (change, param) => {
      const input = { ...DAILY, id: 'odd', ...change };
      const error = await fail(open().transport, 'budgets.create', input);
      expect(error).toMatchObject({ code: 'invalid_input', param });
    });

    it('need a ledger that remembers their whole period', async () => {
      const { transport } = open();
      await ask(transport, 'budgets.update', { ...DAILY, period: 'month' });
      const error = await fail(transport, 'settings.save', { retentionDays: 7 });
      expect(error).toMatchObject({ code: 'invalid_input', param: 'budgets[0].period' });
      expect(error.message).toContain('retentionDays of 32');
    });

    it('are gone when they are removed, and every page is told', async () => {
      const { transport, services } = open();
      const live = await watch(transport);
      await ask(transport, 'budgets.remove', { id: 'daily' });
      await live.find('budgets-changed');
      live.stop();
      expect(await ask(transport, 'budgets.list', {})).toEqual([]);
      expect(services.readFile()).not.toHaveProperty('budgets');
    });
  });
}
