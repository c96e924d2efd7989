import type { BudgetView } from '../../contract/budget.ts';
import type { Notice } from './notices.ts';

/** What there is to say of budgets, and what to remember of it: also over restarts nothing is said twice. */
export interface BudgetNews {
  readonly notices: readonly Notice[];
  /** One mark for each part of a limit that was told of in a period that is not over. */
  readonly told: readonly string[];
}

const HOUR = 3_600_000;

/** @param told what the last news gave to remember */
export function budgetNews(budgets: readonly BudgetView[], told: readonly string[]): BudgetNews {
  const news = budgets.flatMap((view) => {
    const mark = markOf(view);
    return mark === undefined || told.includes(mark) ? [] : [{ mark, notice: noticeOf(view, mark) }];
  });
  const current = told.filter((mark) => budgets.some((view) => mark.startsWith(periodOf(view))));
  return { notices: news.map(({ notice }) => notice), told: [...current, ...news.map(({ mark }) => mark)] };
}

/** A limit that was changed is told of anew. */
function periodOf({ budget, beganAt }: BudgetView): string {
  return `${budget.id} ${beganAt} ${budget.limitUsd} `;
}

function markOf(view: BudgetView): string | undefined {
  return view.alert === undefined ? undefined : `${periodOf(view)}${view.alert.at}`;
}

function noticeOf({ budget, fraction, alert }: BudgetView, mark: string): Notice {
  const what = fraction >= 1 ? 'is spent' : `is ${Math.floor(fraction * 100)}% spent`;
  return {
    key: `budget ${mark}`,
    quietMs: HOUR,
    title: `The budget "${budget.id}" ${what}`,
    body: alert?.text ?? '',
    page: 'usage',
  };
}
