import { describe, expect, it } from 'vitest';
import { type BudgetBookDeps, createBudgetBook } from '../../../main/metering/budgets/budget-book.ts';
import type { BudgetSpec, Spending } from '../../../main/metering/budgets/budget-spec.ts';
import { createLedger } from '../../../main/metering/ledger.ts';
import { createMemoryLedgerStore } from '../../../main/platform/ledger-store/memory-ledger-store.ts';
import { createManualClock } from '../manual-clock.ts';
import { createRecordedLog } from '../recorded-log.ts';
import { sampleRow } from '../sample-row.ts';
import { sampleBudget, sampleSpending } from './sample-budget.ts';

const DOLLAR = 1_000_000_000;

async function open(specs: readonly BudgetSpec[], deps: Partial<BudgetBookDeps> = {}) {
  const clock = createManualClock();
  const log = createRecordedLog();
  const ledger = createLedger({ store: createMemoryLedgerStore(), clock, log });
  const live: Spending[] = [];
  const book = createBudgetBook({ ledger, clock, log, live: () => live, ...deps });
  const told: string[] = [];
  book.onReached(({ spec, reached }) => told.push(`${spec.id} ${reached}`));
  book.onRenewed(() => told.push('renewed'));
  book.configure(specs);
  await book.ready();
  const spend = (usd: number, changes: Partial<Spending> = {}) =>
    book.add(sampleSpending({ costNanoUsd: usd * DOLLAR, startedAt: clock.now(), ...changes }));
  return { book, clock, ledger, live, log, told, spend };
}

const PLACE = { provider: 'bedrock-eu-west-1', upstreamModel: 'eu.anthropic.claude-sonnet-4-6' };
const stop = { stop: true } as const;

describe('alerts', () => {
  it('come once for each part of the limit, the highest when several are passed at once', async () => {
    const { told, spend } = await open([sampleBudget()]);
    for (const usd of [4, 0.9, 0.2, 0.1, 5.5, 3]) spend(usd);
    expect(told).toEqual(['daily 0.5', 'daily 1']);
  });

  it('come again in the next period', async () => {
    const { told, spend, clock, book } = await open([sampleBudget()]);
    spend(6);
    await clock.advance(86_400_000);
    expect(book.standings()[0]?.spentNanoUsd).toBe(0);
    spend(6);
    expect(told).toEqual(['daily 0.5', 'renewed', 'daily 0.5']);
  });

  it('do not come for what had been reached before the start', async () => {
    const { ledger, book, told, spend } = await open([]);
    ledger.record(sampleRow({ costNanoUsd: 6 * DOLLAR }));
    book.configure([sampleBudget()]);
    await book.ready();
    expect(book.standings()[0]?.spentNanoUsd).toBe(6 * DOLLAR);
    spend(1);
    expect(told).toEqual([]);
    spend(1.5);
    expect(told).toEqual(['daily 0.8']);
  });

  it('come for what is spent while the ledger is still being read', async () => {
    const clock = createManualClock();
    const real = createLedger({ store: createMemoryLedgerStore(), clock, log: createRecordedLog() });
    real.record(sampleRow({ costNanoUsd: 6 * DOLLAR }));
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { book, told, spend } = await open([], {
      clock,
      ledger: {
        async totals(query) {
          const totals = await real.totals(query);
          await slow;
          return totals;
        },
      },
    });
    book.configure([sampleBudget()]);
    await clock.advance(5);
    spend(3, { startedAt: clock.now() });
    expect(told).toEqual([]);
    answer();
    await book.ready();
    expect(told).toEqual(['daily 0.8']);
  });

  it('are told of an answer that is still under way, within a minute', async () => {
    const { live, clock, told } = await open([sampleBudget()]);
    live.push(sampleSpending({ costNanoUsd: 5 * DOLLAR }));
    await clock.advance(60_000);
    expect(told).toEqual(['daily 0.5']);
  });

  it('begin anew when the limit is changed, without counting anew', async () => {
    const { book, spend, told } = await open([sampleBudget()]);
    spend(6);
    book.configure([sampleBudget({ limitUsd: 100 })]);
    expect(book.standings()[0]).toMatchObject({ spentNanoUsd: 6 * DOLLAR, reached: undefined });
    spend(50);
    expect(told).toEqual(['daily 0.5', 'daily 0.5']);
  });
});

describe('a budget that stops requests', () => {
  it('closes everything once it is spent, and not before', async () => {
    const { book, spend } = await open([sampleBudget(stop)]);
    spend(9.999);
    expect(book.closedFor('zed')).toBeUndefined();
    spend(0.001);
    expect(book.closedFor('zed')?.(PLACE)?.error.code).toBe('billing');
  });

  it('counts what requests under way have spent', async () => {
    const { book, spend, live } = await open([sampleBudget(stop)]);
    spend(9);
    live.push(sampleSpending({ costNanoUsd: DOLLAR }));
    expect(book.closedFor('zed')?.(PLACE)).toBeDefined();
    live.pop();
    expect(book.closedFor('zed')).toBeUndefined();
  });

  it('concerns only its own app, provider or model', async () => {
    const { book, spend } = await open([
      sampleBudget({ ...stop, id: 'app', scope: { kind: 'app', name: 'codex' } }),
      sampleBudget({ ...stop, id: 'provider', scope: { kind: 'provider', name: 'anthropic' } }),
      sampleBudget({ ...stop, id: 'model', scope: { kind: 'model', name: 'claude-opus-4-6' } }),
    ]);
    spend(10, { app: 'codex' });
    spend(10, { provider: 'anthropic' });
    spend(10, { upstreamModel: 'global.anthropic.claude-opus-4-6-v1' });
    const named = (app: string, place: typeof PLACE) =>
      /"(\w+)"/.exec(book.closedFor(app)?.(place)?.reason ?? '')?.[1];
    expect(named('codex', PLACE)).toBe('app');
    expect(named('zed', PLACE)).toBeUndefined();
    expect(named('zed', { ...PLACE, provider: 'anthropic' })).toBe('provider');
    expect(named('zed', { ...PLACE, upstreamModel: 'claude-opus-4-6' })).toBe('model');
  });

  it('is the one named that keeps the door shut longest', async () => {
    const { book, spend } = await open([
      sampleBudget(stop),
      sampleBudget({ ...stop, id: 'monthly', period: 'month' }),
    ]);
    spend(10);
    expect(book.closedFor('zed')?.(PLACE)?.reason).toContain('"monthly"');
  });

  it('opens again with its period, or when it is raised, made to tell only, or removed', async () => {
    const { book, spend, clock } = await open([sampleBudget(stop)]);
    const isOpen = () => book.closedFor('zed') === undefined;
    spend(10);
    book.configure([sampleBudget({ ...stop, limitUsd: 11 })]);
    expect(isOpen()).toBe(true);
    book.configure([sampleBudget(stop)]);
    expect(isOpen()).toBe(false);
    book.configure([sampleBudget()]);
    expect(isOpen()).toBe(true);
    book.configure([]);
    expect(isOpen()).toBe(true);
    book.configure([sampleBudget(stop)]);
    spend(10);
    await clock.advance(86_400_000);
    expect(isOpen()).toBe(true);
  });
});

it('nobody waits for a ledger that is being read for budgets that only tell', async () => {
  const { book } = await open([]);
  book.configure([sampleBudget()]);
  expect(book.opening()).toBeUndefined();
  expect(book.ready()).toBeInstanceOf(Promise);
  book.configure([sampleBudget(), sampleBudget({ ...stop, id: 'other', period: 'week' })]);
  expect(book.opening()).toBeInstanceOf(Promise);
  await book.opening();
  expect(book.opening()).toBeUndefined();
});

describe('a ledger that cannot be read', () => {
  it('stops nobody: budgets count from now on, and the ledger is asked again later', async () => {
    const disk = { isBroken: true };
    const store = createMemoryLedgerStore();
    await store.insert([sampleRow({ costNanoUsd: 3 * DOLLAR, startedAt: 1_699_999_999_000 })]);
    const clock = createManualClock();
    const log = createRecordedLog();
    const real = createLedger({ store, clock, log });
    const { book, spend } = await open([sampleBudget(stop)], {
      clock,
      log,
      ledger: {
        totals: (query) => (disk.isBroken ? Promise.reject(new Error('disk I/O error')) : real.totals(query)),
      },
    });
    expect(book.ready()).toBeUndefined();
    await clock.advance(10);
    spend(1, { startedAt: clock.now() });
    expect(book.standings()[0]?.spentNanoUsd).toBe(DOLLAR);
    expect(log.lines).toHaveLength(1);
    disk.isBroken = false;
    await clock.advance(60_000);
    expect(book.standings()[0]?.spentNanoUsd).toBe(4 * DOLLAR);
  });
});

it('holds no timer and asks nothing of the ledger while there are no budgets', async () => {
  const asked: unknown[] = [];
  const { book, clock } = await open([], {
    ledger: {
      async totals(query) {
        asked.push(query);
        return [];
      },
    },
  });
  expect(clock.timers).toBe(0);
  expect(book.standings()).toEqual([]);
  expect(asked).toEqual([]);
  book.configure([sampleBudget()]);
  book.close();
  expect(clock.timers).toBe(0);
});
