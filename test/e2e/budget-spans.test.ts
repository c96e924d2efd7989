import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { spanAround } from '../../main/metering/budgets/budget-span.ts';

const usual = process.env['TZ'];
afterAll(() => {
  if (usual === undefined) delete process.env['TZ'];
  else process.env['TZ'] = usual;
});

const HOUR = 3_600_000;
const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2036, 0, 1) });
const periods = fc.constantFrom('day', 'week', 'month');

/** Clocks changed at one, two and midnight, by an hour and by half of one; a day that never was (Samoa, 2011) is over. */
const ZONES = [
  'UTC',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
] as const;

/** In a process of its own: the time zone is the whole process's. */
describe.each(ZONES)('the periods of budgets in %s', (zone) => {
  it('hold the moment they are asked for, and follow each other without a gap', () => {
    process.env['TZ'] = zone;
    fc.assert(
      fc.property(moments, periods, (at, period) => {
        const { from, to } = spanAround(period, at);
        expect(from).toBeLessThanOrEqual(at);
        expect(to).toBeGreaterThan(at);
        expect(spanAround(period, from)).toEqual({ from, to });
        expect(spanAround(period, to - 1)).toEqual({ from, to });
        expect(spanAround(period, to).from).toBe(to);
      }),
      { numRuns: 500 },
    );
  });

  it('are days, weeks from Monday, and months of this zone', () => {
    process.env['TZ'] = zone;
    fc.assert(
      fc.property(moments, (at) => {
        const dayOf = (moment: number) => new Date(moment).toDateString();
        const day = spanAround('day', at);
        expect(dayOf(day.from)).toBe(dayOf(at));
        expect(dayOf(day.from - 1)).not.toBe(dayOf(at));
        expect(dayOf(day.to)).not.toBe(dayOf(at));
        const week = spanAround('week', at);
        expect(new Date(week.from).getDay()).toBe(1);
        expect(Math.round((week.to - week.from) / (24 * HOUR))).toBe(7);
        const month = spanAround('month', at);
        expect(new Date(month.from).getDate()).toBe(1);
        expect(new Date(month.from).getMonth()).toBe(new Date(at).getMonth());
        expect(new Date(month.to).getMonth()).toBe((new Date(at).getMonth() + 1) % 12);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the day on which clocks change', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T12:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25T12:00:00Z', 25],
    ['America/New_York', '2026-11-01T12:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-04T20:00:00Z', 24.5],
    // Midnight does not exist on this day: it begins at one.
    ['Africa/Cairo', '2026-04-24T12:00:00Z', 23],
    ['UTC', '2026-03-29T12:00:00Z', 24],
  ])('in %s around %s has %d hours', (zone, at, hours) => {
    process.env['TZ'] = zone;
    const { from, to } = spanAround('day', Date.parse(at));
    expect((to - from) / HOUR).toBe(hours);
  });

  it('leaves months their calendar ends', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const ends = (at: string) => {
      const { from, to } = spanAround('month', Date.parse(at));
      return [new Date(from).toISOString(), new Date(to).toISOString()];
    };
    expect(ends('2028-02-29T23:30:00Z')).toEqual(['2028-02-29T23:00:00.000Z', '2028-03-31T22:00:00.000Z']);
    expect(ends('2026-10-31T22:59:59.999Z')).toEqual([
      '2026-09-30T22:00:00.000Z',
      '2026-10-31T23:00:00.000Z',
    ]);
    expect(ends('2026-12-31T23:00:00Z')).toEqual(['2026-12-31T23:00:00.000Z', '2027-01-31T23:00:00.000Z']);
  });
});
