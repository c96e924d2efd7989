import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../main/services/parse-config.ts';

const DAILY = { id: 'daily', limitUsd: 5, period: 'day' };

function read(...budgets: readonly object[]) {
  const parsed = parseConfig(JSON.stringify({ budgets }));
  return parsed.ok ? parsed.config.budgets : parsed.faults;
}

describe('budgets in the configuration file', () => {
  it('count everything, tell at a half, four fifths and the whole, and stop nothing unless told', () => {
    expect(read(DAILY)).toEqual([{ ...DAILY, scope: { kind: 'all' }, alertAt: [0.5, 0.8, 1], stop: false }]);
  });

  it.each([
    [{ limitUsd: 0 }, 'budgets[0].limitUsd: must be above 0'],
    [{ limitUsd: Number.MAX_VALUE }, 'budgets[0].limitUsd: Too big: expected number to be <=1000000'],
    [{ period: 'year' }, 'budgets[0].period: Invalid option: expected one of "day"|"week"|"month"'],
    [{ scope: { kind: 'team', name: 'x' } }, 'budgets[0].scope.kind: '],
    [{ scope: { kind: 'app' } }, 'budgets[0].scope.name: '],
    [{ scope: 'all' }, 'budgets[0].scope: '],
    [{ alertAt: [11] }, 'budgets[0].alertAt[0]: '],
    [{ limit: 5 }, 'budgets[0].limit: is not a setting kRouter knows'],
  ])('with %j are refused with the path of the fault', (change, fault) => {
    expect(read({ ...DAILY, ...change })).toEqual([expect.stringContaining(fault)]);
  });

  it('have names of their own', () => {
    expect(read(DAILY, DAILY)).toEqual(['budgets[1].id: "daily" is used twice']);
  });

  it('need rows that live as long as their period', () => {
    const faults = (retentionDays: number) => {
      const budgets = ['day', 'week', 'month'].map((period) => ({ ...DAILY, id: period, period }));
      const parsed = parseConfig(JSON.stringify({ retentionDays, budgets }));
      return parsed.ok ? [] : parsed.faults.map((fault) => fault.split(':')[0]);
    };
    expect(faults(32)).toEqual([]);
    expect(faults(31)).toEqual(['budgets[2].period']);
    expect(faults(1)).toEqual(['budgets[0].period', 'budgets[1].period', 'budgets[2].period']);
  });
});
