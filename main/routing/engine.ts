import type { Clock } from '../platform/ports/clock.ts';
import type { Log } from '../platform/ports/log.ts';
import type { AffinityBook } from './affinity.ts';
import type { RouterTimeouts } from './open-upstream.ts';
import type { QuotaLimits } from './quota-limits.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { Target } from './target.ts';
import { createTargetRecord, type TargetRecord } from './target-record.ts';

/** What all requests of one router share. */
export interface Engine {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly limits: QuotaLimits;
  readonly affinity: AffinityBook;
  readonly budget: RetryBudget;
  readonly records: RecordBook;
  readonly timeouts: RouterTimeouts;
  /** Taken as `max_tokens` of requests that name none. */
  readonly defaultMaxTokens: () => number;
}

/** The record of every target ever met, kept when the configuration changes. */
export interface RecordBook {
  of(target: Target): TargetRecord;
  all(): Iterable<TargetRecord>;
  /** Forgets the targets of providers that are gone. */
  keepProviders(ids: ReadonlySet<string>): void;
}

/** Makes an empty book. */
export function createRecordBook(clock: Clock): RecordBook {
  const records = new Map<string, TargetRecord>();
  return {
    of(target) {
      const known = records.get(target.key);
      if (known !== undefined) return known;
      const record = createTargetRecord(target, clock.monotonic());
      records.set(target.key, record);
      return record;
    },
    all: () => records.values(),
    keepProviders(ids) {
      for (const [key, { target }] of records) if (!ids.has(target.provider.id)) records.delete(key);
    },
  };
}
