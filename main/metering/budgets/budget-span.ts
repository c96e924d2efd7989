import type { BudgetPeriod } from './budget-spec.ts';

/** From a first moment to the first one after it, milliseconds since 1970. */
export interface BudgetSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The calendar period around a moment, in this machine's time zone. Weeks begin on Monday. Where clocks are changed at
 * midnight the day begins with its first moment, so one period ends exactly where the next begins.
 */
export function spanAround(period: BudgetPeriod, at: number): BudgetSpan {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  switch (period) {
    case 'day':
      return { from: midnight(year, month, day), to: midnight(year, month, day + 1) };
    case 'week': {
      const monday = day - ((date.getDay() + 6) % 7);
      return { from: midnight(year, month, monday), to: midnight(year, month, monday + 7) };
    }
    case 'month':
      return { from: midnight(year, month, 1), to: midnight(year, month + 1, 1) };
  }
}

function midnight(year: number, month: number, day: number): number {
  return new Date(year, month, day).getTime();
}

/** Before a twentieth of the period has passed (72 minutes, 8 hours, 36 hours) one request would project a fortune. */
const TOO_EARLY = 0.05;

/** What will be spent when the period ends if it goes on as it did so far; undefined while it is too early to tell. */
export function projectedNanoUsd(spent: number, { from, to }: BudgetSpan, now: number): number | undefined {
  const passed = (now - from) / (to - from);
  return passed < TOO_EARLY ? undefined : Math.round(spent / Math.min(1, passed));
}
