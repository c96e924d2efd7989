import type { BudgetPeriod, BudgetScope, BudgetView } from '../../../../contract/budget.ts';
import type { Tone } from '../../../components/feedback/state-mark.tsx';

export const PERIOD_WORDS: Record<BudgetPeriod, string> = {
  day: 'per day',
  week: 'per week',
  month: 'per month',
};

/** What a budget counts: `Everything`, `App claude-code`. */
export function scopeWords(scope: BudgetScope): string {
  return scope.kind === 'all' ? 'Everything' : `${SCOPE_WORDS[scope.kind]} ${scope.name}`;
}

const SCOPE_WORDS: Record<Exclude<BudgetScope['kind'], 'all'>, string> = {
  provider: 'Provider',
  app: 'App',
  model: 'Model',
};

export const STATE_TONES: Record<BudgetView['state'], Tone> = {
  within: 'ok',
  warned: 'half',
  over: 'warn',
  stopping: 'bad',
};

export const STATE_WORDS: Record<BudgetView['state'], string> = {
  within: 'Within',
  warned: 'Getting close',
  over: 'Spent',
  stopping: 'Spent, stopped',
};
