import type { UsageTotals } from '../../../contract/usage-report.ts';
import type { LedgerTotal } from '../../platform/ports/ledger-store.ts';

/** A period in which nothing was asked. */
export const ZERO_TOTALS: UsageTotals = { requests: 0, errors: 0, tokens: {}, costUsd: 0, unpriced: 0 };

/** The ledger's sums as the pages show them. */
export function toUsageTotals(total: LedgerTotal): UsageTotals {
  return {
    requests: total.requests,
    errors: total.errors,
    tokens: {
      input: total.inputTokens,
      cacheRead: total.cacheReadTokens,
      cacheWrite: total.cacheWriteTokens,
      cacheWrite1h: total.cacheWrite1hTokens,
      output: total.outputTokens,
      reasoning: total.reasoningTokens,
    },
    costUsd: total.costNanoUsd / 1e9,
    unpriced: total.unpriced,
    savedTokens: total.savedTokens,
    savedUsd: total.savedNanoUsd / 1e9,
    cacheHitRate: cacheHitRate(total),
    ttftP50Ms: total.ttftMs?.p50,
    ttftP95Ms: total.ttftMs?.p95,
    ttftP99Ms: total.ttftMs?.p99,
  };
}

/** Cache reads over all input; undefined when there was no input. */
function cacheHitRate({ inputTokens, cacheReadTokens, cacheWriteTokens }: LedgerTotal): number | undefined {
  const all = inputTokens + cacheReadTokens + cacheWriteTokens;
  return all === 0 ? undefined : cacheReadTokens / all;
}
