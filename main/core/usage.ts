/** Token counts as the provider reported them. A count it did not report is absent, never 0. */
export interface Usage {
  /** Input billed at the full rate: cache reads and writes are not in it. */
  readonly inputTokens?: number;
  readonly cacheReadTokens?: number;
  /** All cache writes, whatever their lifetime. */
  readonly cacheWriteTokens?: number;
  /** The part of `cacheWriteTokens` written for one hour. */
  readonly cacheWrite1hTokens?: number;
  /** All output, thinking included. */
  readonly outputTokens?: number;
  /** The part of `outputTokens` spent on thinking. */
  readonly reasoningTokens?: number;
}

/** Field by field, the later report wins; a field the later one lacks is kept. Counts are never added. */
export function mergeUsage(earlier: Usage | undefined, later: Usage | undefined): Usage {
  if (earlier === undefined) return later ?? {};
  if (later === undefined) return earlier;
  return {
    inputTokens: later.inputTokens ?? earlier.inputTokens,
    cacheReadTokens: later.cacheReadTokens ?? earlier.cacheReadTokens,
    cacheWriteTokens: later.cacheWriteTokens ?? earlier.cacheWriteTokens,
    cacheWrite1hTokens: later.cacheWrite1hTokens ?? earlier.cacheWrite1hTokens,
    outputTokens: later.outputTokens ?? earlier.outputTokens,
    reasoningTokens: later.reasoningTokens ?? earlier.reasoningTokens,
  };
}

/** Everything the model read: uncached input, cache reads and cache writes. */
export function totalInputTokens(usage: Usage): number {
  return (usage.inputTokens ?? 0) + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
}
