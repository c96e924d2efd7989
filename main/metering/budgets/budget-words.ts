import type { BudgetPeriod, BudgetScope } from './budget-spec.ts';
import type { BudgetStanding } from './budget-standing.ts';

/** The highest part of its limit that a budget has reached, in a sentence or two; undefined when it has reached none. */
export function describeAlert(standing: BudgetStanding): string | undefined {
  const { spec, reached, isSpent } = standing;
  if (reached === undefined) return undefined;
  if (isSpent) return `${describeSpent(standing)}. ${spec.stop ? STOPPED[spec.scope.kind] : GOES_ON}`;
  const part = `${Math.round(reached * 1000) / 10}%`;
  const amounts = `${usdText(standing.spentNanoUsd)} of ${limitText(standing)}`;
  return `The budget "${spec.id}"${scopeText(spec.scope)} has used ${part} ${PERIODS[spec.period]}: ${amounts}. It renews on ${moment.format(standing.span.to)}.`;
}

/** The first budget that is spent and stops requests, and what that means, for a narrow line; undefined when none is. */
export function describeStop(standings: readonly BudgetStanding[]): string | undefined {
  const stopping = standings.filter(({ spec, isSpent }) => spec.stop && isSpent);
  const [first] = stopping;
  if (first === undefined) return undefined;
  const { spec, span } = first;
  const more = stopping.length === 1 ? '' : ` (and ${stopping.length - 1} more)`;
  const what = spec.scope.kind === 'all' ? 'Requests are' : `${spec.scope.name} is`;
  return `${what} stopped until ${moment.format(span.to)}: budget "${spec.id}" is spent${more}.`;
}

/** `The budget "team" is spent: $10.02 of $10.00 this month; it renews on Tue, 1 Dec, 00:00 CET`. */
export function describeSpent(standing: BudgetStanding): string {
  const { spec, span, spentNanoUsd } = standing;
  const amounts = `${usdText(spentNanoUsd)} of ${limitText(standing)} ${PERIODS[spec.period]}`;
  return `The budget "${spec.id}"${scopeText(spec.scope)} is spent: ${amounts}; it renews on ${moment.format(span.to)}`;
}

const moment = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const PERIODS: Readonly<Record<BudgetPeriod, string>> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
};

const STOPPED: Readonly<Record<BudgetScope['kind'], string>> = {
  all: 'New requests are refused until then.',
  app: 'New requests of this app are refused until then.',
  provider: 'New requests go to other providers until then, or are refused.',
  model: 'New requests for this model go to others of their combo until then, or are refused.',
};

const GOES_ON = 'Requests go on: this budget only tells.';

function scopeText(scope: BudgetScope): string {
  return scope.kind === 'all' ? '' : ` for ${scope.kind} ${scope.name}`;
}

function limitText({ spec }: BudgetStanding): string {
  return usdText(Math.round(spec.limitUsd * 1e9));
}

/** Cents, and as many digits more as a small amount needs: `$10.02`, `$0.0042`. */
function usdText(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  if (usd >= 0.1 || usd === 0) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.min(9, 1 - Math.floor(Math.log10(usd))))}`;
}
