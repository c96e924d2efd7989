/** One finished request. Numbers and names only: never text of a prompt or an answer. */
export interface LedgerRow {
  /** kRouter's own id; a row is stored once per id. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The wire format the client spoke. */
  readonly dialect: string;
  /** The calling app, e.g. `claude-code`. */
  readonly app: string;
  readonly sessionId: string | null;
  /** The model as the client named it. */
  readonly model: string;
  /** The provider that answered, or the last one tried; null when none was. */
  readonly provider: string | null;
  readonly providerType: string | null;
  readonly region: string | null;
  /** The id sent upstream: a model id, a profile id or an ARN. */
  readonly upstreamModel: string | null;
  readonly scope: string | null;
  readonly attempts: number;
  /** How often the request moved on to another target. */
  readonly failovers: number;
  /** Why this target: routing's own JSON text. */
  readonly decision: string | null;
  /** HTTP status the client got; 499 when it hung up before there was one. */
  readonly status: number;
  readonly outcome: LedgerOutcome;
  readonly errorCode: string | null;
  /** Uncached input. A count nobody reported is null, never 0. */
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` written for one hour. */
  readonly cacheWrite1hTokens: number | null;
  readonly outputTokens: number | null;
  /** The part of `outputTokens` spent on thinking. */
  readonly reasoningTokens: number | null;
  /** True when the stream broke off and `outputTokens` is our own guess from its length. */
  readonly usageEstimated: boolean;
  /** Billionths of a US dollar, a whole number; null means unpriced, not free. */
  readonly costNanoUsd: number | null;
  readonly ttftMs: number | null;
  readonly durationMs: number;
  /** Output tokens over the time from the first content to the end. */
  readonly tokensPerSecond: number | null;
  readonly streamed: boolean;
  /** Codes and fields of what was lost in translation, e.g. `dropped:top_k`; one line each. */
  readonly warnings: readonly string[];
  /** Characters of tool results before and after compression; null when the request was sent as it came. */
  readonly charsBefore: number | null;
  readonly charsAfter: number | null;
  /** Input tokens that compression spared; null when the provider reported no input, and in rows older than this. */
  readonly savedTokens: number | null;
  /** What those tokens would have cost, in billionths of a US dollar, a whole number; null when unpriced too. */
  readonly savedNanoUsd: number | null;
}

export type LedgerOutcome = 'ok' | 'error' | 'cancelled';

/** Which rows; what is absent does not restrict. */
export interface LedgerFilter {
  /** Milliseconds since 1970, included. */
  readonly from?: number;
  /** Milliseconds since 1970, excluded. */
  readonly to?: number;
  readonly requestId?: string;
  readonly app?: string;
  readonly dialect?: string;
  readonly errorCode?: string;
  readonly model?: string;
  readonly outcome?: LedgerOutcome;
  readonly provider?: string;
  readonly region?: string;
  readonly sessionId?: string;
  readonly upstreamModel?: string;
  /** Found anywhere in id, model, app or error code, whatever the case. */
  readonly search?: string;
}

/** The place of a row in the newest-first order: the next page begins after it. */
export interface LedgerCursor {
  readonly startedAt: number;
  readonly requestId: string;
}

export interface LedgerPageQuery {
  readonly filter: LedgerFilter;
  readonly limit: number;
  readonly after?: LedgerCursor;
}

/** What totals can be split by. `hour` and `day` give the bucket's first millisecond as the key. */
export type LedgerGroup =
  | 'hour'
  | 'day'
  | 'app'
  | 'dialect'
  | 'errorCode'
  | 'model'
  | 'outcome'
  | 'provider'
  | 'region'
  | 'sessionId'
  | 'upstreamModel';

export interface LedgerTotalsQuery {
  readonly filter: LedgerFilter;
  /** At most two. None gives one total over all rows, or nothing when there are none. */
  readonly groupBy: readonly LedgerGroup[];
  /** false: sums only, which takes a tenth of the time; every percentile is null then. */
  readonly percentiles?: boolean;
  /** Minutes east of UTC, for the edges of days. */
  readonly utcOffsetMinutes: number;
  readonly limit: number;
}

/** By nearest rank. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface LedgerTotal {
  /** One per group asked for, in that order. */
  readonly keys: readonly (string | number | null)[];
  readonly requests: number;
  readonly ok: number;
  readonly errors: number;
  readonly cancelled: number;
  readonly attempts: number;
  readonly failovers: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly costNanoUsd: number;
  /** Requests whose cost is not in `costNanoUsd`. */
  readonly unpriced: number;
  readonly charsBefore: number;
  readonly charsAfter: number;
  /** Over the requests in which they are known. */
  readonly savedTokens: number;
  readonly savedNanoUsd: number;
  readonly ttftMs: Percentiles | null;
  readonly durationMs: Percentiles | null;
  readonly tokensPerSecond: Percentiles | null;
}

export interface PruneStep {
  /** Rows that began before this go, in milliseconds since 1970. */
  readonly before: number;
  /** Only this many of the newest stay. */
  readonly maxRows: number;
  /** At most this many are removed now. */
  readonly limit: number;
}

/** Where the rows are now: `unopened` until the first call. `memory` means they end with the process. */
export type LedgerPlace = 'unopened' | 'file' | 'memory';

/** Durable rows. Nothing here blocks the caller's thread for longer than it takes to hand the work over. */
export interface LedgerStore {
  /** Adds rows in one transaction; ids that are already there are left as they are. Throws when nothing was stored. */
  insert(rows: readonly LedgerRow[]): Promise<void>;
  /** Newest first. */
  list(query: LedgerPageQuery): Promise<readonly LedgerRow[]>;
  /** Time buckets in their order, other groups by cost, then by requests, both falling. */
  totals(query: LedgerTotalsQuery): Promise<readonly LedgerTotal[]>;
  /** How many rows were removed. */
  prune(step: PruneStep): Promise<number>;
  close(): Promise<void>;
  readonly place: LedgerPlace;
}
