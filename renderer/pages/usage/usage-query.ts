import { create } from 'zustand';
import type { UsageQuery } from '../../../contract/usage-report.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Period = 'day' | 'week' | 'month' | 'quarter';
export type Grouping = UsageQuery['groupBy'];

const SPANS: Record<Period, { readonly ms: number; readonly bucket: UsageQuery['bucket'] }> = {
  day: { ms: DAY, bucket: 'hour' },
  week: { ms: 7 * DAY, bucket: 'day' },
  month: { ms: 30 * DAY, bucket: 'day' },
  quarter: { ms: 90 * DAY, bucket: 'day' },
};

interface UsageChoice {
  readonly period: Period;
  readonly groupBy: Grouping;
}

/** What the Usage page shows; it outlives the page. */
export const useUsageChoice = create<UsageChoice>(() => ({ period: 'week', groupBy: 'model' }));

export function chooseUsage(choice: Partial<UsageChoice>): void {
  useUsageChoice.setState(choice);
}

/** The period up to the end of the present hour, so that the question stays the same for an hour. */
export function usageQuery(period: Period, groupBy: Grouping, now: number): UsageQuery {
  const { ms, bucket } = SPANS[period];
  const to = Math.ceil(now / HOUR) * HOUR;
  return { from: to - ms, to, bucket, groupBy };
}

export const BUCKET_MS: Record<UsageQuery['bucket'], number> = { hour: HOUR, day: DAY };
