import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../main/metering/budgets/budget-refusal.ts';
import { projectedNanoUsd } from '../../../main/metering/budgets/budget-span.ts';
import type { BudgetSpec } from '../../../main/metering/budgets/budget-spec.ts';
import { standingOf } from '../../../main/metering/budgets/budget-standing.ts';
import { describeAlert, describeStop } from '../../../main/metering/budgets/budget-words.ts';
import { sampleBudget } from './sample-budget.ts';

const spans = fc
  .tuple(fc.nat({ max: 2_000_000_000 }), fc.integer({ min: 82_800_000, max: 31 * 86_400_000 + 3_600_000 }))
  .map(([from, length]) => ({ from, to: from + length }));
const money = fc.nat({ max: 1_000_000_000_000 });

const at = (nanoUsd: number, changes: Partial<BudgetSpec> = {}) =>
  standingOf(sampleBudget(changes), {
    span: { from: Date.UTC(2026, 10, 22), to: Date.UTC(2026, 10, 23) },
    sum: { nanoUsd, unpriced: 0 },
    now: Date.UTC(2026, 10, 22, 12),
  });

describe('the projection', () => {
  it('goes on at the pace so far: never under what is spent, and the very sum at the end', () => {
    fc.assert(
      fc.property(spans, money, fc.double({ min: 0.05, max: 1, noNaN: true }), (span, spent, part) => {
        const now = span.from + Math.ceil((span.to - span.from) * part);
        const projected = projectedNanoUsd(spent, span, now) ?? -1;
        expect(projected).toBeGreaterThanOrEqual(spent);
        expect(projected * ((now - span.from) / (span.to - span.from))).toBeCloseTo(spent, -1);
        expect(projectedNanoUsd(spent, span, span.to)).toBe(spent);
      }),
    );
  });

  it('is not made before a twentieth of the period has passed', () => {
    fc.assert(
      fc.property(spans, money, fc.double({ min: 0, max: 0.0499, noNaN: true }), (span, spent, part) => {
        const now = span.from + Math.floor((span.to - span.from) * part);
        expect(projectedNanoUsd(spent, span, now)).toBeUndefined();
      }),
    );
  });
});

describe('where a budget stands', () => {
  it.each([
    [4_999_999_999, undefined, false],
    [5_000_000_000, 0.5, false],
    [8_000_000_000, 0.8, false],
    [9_999_999_999, 0.8, false],
    [10_000_000_000, 1, true],
    [25_000_000_000, 1, true],
  ])('%i billionths of ten dollars have reached %s; spent: %s', (nanoUsd, reached, isSpent) => {
    expect(at(nanoUsd)).toMatchObject({ reached, isSpent, fraction: nanoUsd / 1e10 });
  });

  it('is told at the limit when it stops requests, whatever else is to be told', () => {
    expect(at(10_000_000_000, { alertAt: [], stop: true }).reached).toBe(1);
    expect(at(10_000_000_000, { alertAt: [] }).reached).toBeUndefined();
    expect(at(20_000_000_000, { alertAt: [2, 0.5], stop: true }).reached).toBe(2);
  });

  it('is said in words that name the budget, the amounts and what follows', () => {
    expect(describeAlert(at(1))).toBeUndefined();
    expect(describeAlert(at(8_040_000_000))).toMatch(
      /^The budget "daily" has used 80% today: \$8\.04 of \$10\.00\. It renews on \w+,? \d+ Nov/,
    );
    expect(describeAlert(at(10_020_000_000))).toMatch(
      /is spent: .*\. Requests go on: this budget only tells\.$/,
    );
    const scope = { kind: 'provider', name: 'bedrock-eu-west-1' } as const;
    expect(describeAlert(at(10_020_000_000, { scope, stop: true }))).toMatch(
      /^The budget "daily" for provider bedrock-eu-west-1 is spent: .* New requests go to other providers/,
    );
  });

  it('is told of in the status only when something is stopped, in a line that fits a tooltip', () => {
    expect(describeStop([at(1), at(2e10)])).toBeUndefined();
    expect(describeStop([at(2e10, { stop: true })])).toMatch(
      /^Requests are stopped until .*"daily" is spent\.$/,
    );
    const app = { scope: { kind: 'app', name: 'claude-code' }, stop: true } as const;
    const line = describeStop([at(2e10, app), at(2e10, { stop: true })]);
    expect(line).toMatch(/^claude-code is stopped until .* \(and 1 more\)\.$/);
    expect(line?.length).toBeLessThanOrEqual(110);
  });

  it('that is spent refuses for good, with the way out', () => {
    const { error } = refusalOf(at(10_020_000_000, { stop: true }));
    expect(error).toMatchObject({ code: 'billing', retry: 'never', retryAfterMs: undefined });
    for (const part of ['"daily"', '$10.02 of $10.00', 'renews on', 'Usage > Budgets']) {
      expect(error.message).toContain(part);
    }
  });

  it('shows small amounts with the digits they need', () => {
    const { message } = refusalOf(at(4_200, { limitUsd: 0.000_004, stop: true })).error;
    expect(message).toContain('$0.0000042 of $0.0000040');
  });
});
