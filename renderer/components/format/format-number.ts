const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What stands where a value is not known: never 0. */
export const ABSENT = '–';

/** `12,345`. */
export function formatCount(count: number | undefined): string {
  return count === undefined ? ABSENT : whole.format(count);
}

/** `950`, `12.3K`, `1.2M`. */
export function formatCompact(count: number | undefined): string {
  if (count === undefined) return ABSENT;
  return Math.abs(count) < 10_000 ? whole.format(count) : compact.format(count);
}

/** `87.5` tokens per second; whole numbers from 1,000. */
export function formatRate(perSecond: number | undefined): string {
  if (perSecond === undefined) return ABSENT;
  if (perSecond === 0) return '0';
  return perSecond < 1_000 ? tenth.format(perSecond) : whole.format(perSecond);
}

/** A part of one as `42%`; `99.7%` near the ends, where a whole number would lie. */
export function formatPercent(part: number | undefined): string {
  if (part === undefined) return ABSENT;
  const percent = part * 100;
  const nearEnd = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  return `${nearEnd ? tenth.format(towardsMiddle(percent)) : whole.format(percent)}%`;
}

/** 99.96 is not all, and 0.04 is not nothing. */
function towardsMiddle(percent: number): number {
  return (percent < 50 ? Math.ceil(percent * 10) : Math.floor(percent * 10)) / 10;
}

/** US dollars, with as many digits as the amount needs: `$0.0042`, `$0.173`, `$12.40`. */
export function formatUsd(amount: number | undefined): string {
  if (amount === undefined) return ABSENT;
  const size = Math.abs(amount);
  if (size === 0) return '$0';
  if (size < 0.0001) return '<$0.0001';
  const digits = size < 0.1 ? 4 : size < 1 ? 3 : 2;
  return `$${new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount)}`;
}
