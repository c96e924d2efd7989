import type { AppStatus } from '../../../contract/app-status.ts';
import type { Ledger } from '../../metering/ledger.ts';
import type { LedgerRow, LedgerTotal } from '../../platform/ports/ledger-store.ts';

/** What was used since midnight, local time. */
export interface Today {
  /** Reads the ledger once a day; from then on rows are added as they come. */
  read(): Promise<AppStatus['today']>;
  /** A request has finished. */
  add(row: LedgerRow): void;
}

interface Tally {
  readonly midnight: number;
  tokens: number;
  costNanoUsd: number;
  unpriced: number;
}

/** Reading again because a row came in between ends after so many times: the next row is in the next read. */
const MAX_READS = 3;

/** @param now milliseconds since 1970 */
export function createToday(ledger: Ledger, now: () => number): Today {
  let tally: Tally | undefined;
  let reading: Promise<Tally> | undefined;
  let arrived = 0;

  async function load(midnight: number): Promise<Tally> {
    let before = -1;
    let [total]: readonly LedgerTotal[] = [];
    for (let reads = 0; reads < MAX_READS && before !== arrived; reads += 1) {
      before = arrived;
      [total] = await ledger.totals({ filter: { from: midnight } });
    }
    return tallyOf(midnight, total);
  }

  async function current(): Promise<Tally> {
    const midnight = new Date(now()).setHours(0, 0, 0, 0);
    if (tally?.midnight === midnight) return tally;
    reading ??= load(midnight).finally(() => {
      reading = undefined;
    });
    tally = await reading;
    return tally;
  }

  return {
    async read() {
      const { tokens, costNanoUsd, unpriced } = await current();
      return { tokens, costUsd: costNanoUsd / 1e9, unpriced };
    },
    add(row) {
      arrived += 1;
      if (tally === undefined || reading !== undefined || row.startedAt < tally.midnight) return;
      tally.tokens += sumTokens(row);
      tally.costNanoUsd += row.costNanoUsd ?? 0;
      if (row.costNanoUsd === null) tally.unpriced += 1;
    },
  };
}

function tallyOf(midnight: number, total: LedgerTotal | undefined): Tally {
  if (total === undefined) return { midnight, tokens: 0, costNanoUsd: 0, unpriced: 0 };
  const { costNanoUsd, unpriced } = total;
  return { midnight, tokens: sumTokens(total), costNanoUsd, unpriced };
}

type Counts = {
  readonly [name in 'inputTokens' | 'cacheReadTokens' | 'cacheWriteTokens' | 'outputTokens']: number | null;
};

/** Everything read and written, cached or not. */
function sumTokens(counts: Counts): number {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = counts;
  return (inputTokens ?? 0) + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) + (outputTokens ?? 0);
}
