import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetScope, isCovered } from '../../../main/metering/budgets/budget-spec.ts';
import { BudgetTally } from '../../../main/metering/budgets/budget-tally.ts';
import { createLedger } from '../../../main/metering/ledger.ts';
import { createMemoryLedgerStore } from '../../../main/platform/ledger-store/memory-ledger-store.ts';
import type { LedgerRow, LedgerStore } from '../../../main/platform/ports/ledger-store.ts';
import { createManualClock } from '../manual-clock.ts';
import { createRecordedLog } from '../recorded-log.ts';
import { rowArbitrary } from '../row-arbitrary.ts';
import { sampleRow } from '../sample-row.ts';
import { sampleBudget } from './sample-budget.ts';

const NOW = 1_700_000_000_000;

/** A ledger whose answers are late by one turn of `between`, before and after it has looked. */
function setUp(between: () => void = () => undefined) {
  const clock = createManualClock(NOW);
  const memory = createMemoryLedgerStore(50_000);
  const store: LedgerStore = {
    ...memory,
    async totals(query) {
      between();
      const totals = await memory.totals(query);
      between();
      return totals;
    },
  };
  const ledger = createLedger({ store, clock, log: createRecordedLog() });
  return { clock, ledger };
}

const scopes: fc.Arbitrary<BudgetScope> = fc.constantFrom(
  { kind: 'all' },
  { kind: 'provider', name: 'anthropic' },
  { kind: 'app', name: 'codex' },
  { kind: 'model', name: 'claude-sonnet-4-6' },
  { kind: 'model', name: 'us.anthropic.claude-sonnet-4-6' },
);

const WEEK = 7 * 86_400_000;

describe('what was spent on a budget', () => {
  it('is each row once, whether it came before, during or after the reading of the ledger', async () => {
    const rows = fc.array(rowArbitrary, { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, rows, rows, scopes, async (before, during, after, scope) => {
        const waiting = numbered(during, 'during');
        const { ledger, clock } = setUp(() => {
          for (const row of waiting.splice(0, 3)) end(row);
        });
        const tally = new BudgetTally(sampleBudget({ period: 'month', scope }), { ledger, clock });
        const end = (row: LedgerRow): void => {
          tally.add(row);
          ledger.record(row);
        };
        // What has ended began earlier; what ends during or after the reading may have begun at any time.
        const early = numbered(before, 'before').map((row) => ({
          ...row,
          startedAt: Math.min(row.startedAt, NOW + WEEK / 2),
        }));
        for (const row of early) end(row);
        await clock.advance(WEEK / 2);
        await tally.read();
        const late = [...waiting, ...numbered(after, 'after')];
        for (const row of late) end(row);
        const all = [...early, ...numbered([...during, ...after], 'x')].filter(
          (row) => isCovered(row, scope) && isIn(row, tally.span),
        );
        expect(tally.sum).toEqual({
          nanoUsd: all.reduce((sum, row) => sum + (row.costNanoUsd ?? 0), 0),
          unpriced: all.filter((row) => row.costNanoUsd === null).length,
        });
      }),
    );
  });

  it('begins anew with the period, and takes what began before it to the one before', async () => {
    const { ledger, clock } = setUp();
    const tally = new BudgetTally(sampleBudget(), { ledger, clock });
    await tally.read();
    tally.add(sampleRow({ costNanoUsd: 5 }));
    expect(tally.renew()).toBe(false);
    const { to } = tally.span;
    await clock.advance(to - NOW);
    expect(tally.renew()).toBe(true);
    expect(tally.sum.nanoUsd).toBe(0);
    tally.add(sampleRow({ startedAt: to - 1, costNanoUsd: 7 }));
    tally.add(sampleRow({ startedAt: to, costNanoUsd: 11 }));
    expect(tally.sum.nanoUsd).toBe(11);
    expect(tally.isRead).toBe(true);
  });

  it('is read again when the clock was set back into another period', async () => {
    const { ledger } = setUp();
    const time = { now: NOW };
    const tally = new BudgetTally(sampleBudget(), { ledger, clock: { now: () => time.now } });
    await tally.read();
    ledger.record(sampleRow({ costNanoUsd: 5 }));
    tally.add(sampleRow({ costNanoUsd: 5 }));
    time.now += 40 * 86_400_000;
    tally.renew();
    time.now = NOW + 1_000;
    expect(tally.renew()).toBe(true);
    expect(tally.isRead).toBe(false);
    await tally.read();
    expect(tally.sum.nanoUsd).toBe(5);
  });

  it('includes requests under way, but no longer once they have ended', async () => {
    const { ledger, clock } = setUp();
    const tally = new BudgetTally(sampleBudget(), { ledger, clock });
    await tally.read();
    const live = [sampleRow({ costNanoUsd: 30 }), sampleRow({ costNanoUsd: null })];
    expect(tally.sumWith(live)).toEqual({ nanoUsd: 30, unpriced: 0 });
    tally.add(sampleRow({ costNanoUsd: 40 }));
    expect(tally.sumWith([])).toEqual({ nanoUsd: 40, unpriced: 0 });
  });
});

function isIn({ startedAt }: LedgerRow, { from, to }: { from: number; to: number }): boolean {
  return startedAt >= from && startedAt < to;
}

/** Ids of their own: the ledger stores each only once. */
function numbered(rows: readonly LedgerRow[], name: string): LedgerRow[] {
  return rows.map((row, index) => ({ ...row, requestId: `${name}_${index}` }));
}
