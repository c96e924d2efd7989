/** Requests and their times to first token, minute by minute. */
export interface MinuteSeries {
  /** @param ttftMs null when there was no answer */
  add(ttftMs: number | null, nowMs: number): void;
  view(nowMs: number): MinuteView;
}

/** One value for each of the last 30 minutes, oldest first. */
export interface MinuteView {
  /** Null where nothing was answered. */
  readonly p50: (number | null)[];
  readonly p95: (number | null)[];
  readonly requests: number[];
}

interface Minute {
  at: number;
  requests: number;
  readonly samples: number[];
}

const MINUTES = 30;
const MINUTE_MS = 60_000;
/** Enough for a 95th percentile; further ones of a minute replace earlier ones in turn. */
const MAX_SAMPLES = 512;

/** An empty series. */
export function createMinuteSeries(): MinuteSeries {
  const ring: Minute[] = Array.from({ length: MINUTES }, () => ({ at: -1, requests: 0, samples: [] }));
  return {
    add(ttftMs, nowMs) {
      const at = Math.floor(nowMs / MINUTE_MS);
      const minute = ring[at % MINUTES];
      if (minute === undefined) return;
      if (minute.at !== at) {
        minute.at = at;
        minute.requests = 0;
        minute.samples.length = 0;
      }
      minute.requests += 1;
      if (ttftMs !== null) minute.samples[minute.requests % MAX_SAMPLES] = ttftMs;
    },
    view(nowMs) {
      const now = Math.floor(nowMs / MINUTE_MS);
      const minutes = Array.from({ length: MINUTES }, (_, index) => {
        const at = now - MINUTES + 1 + index;
        const minute = at < 0 ? undefined : ring[at % MINUTES];
        return minute?.at === at ? minute : undefined;
      });
      const sorted = minutes.map((minute) => sortedSamples(minute));
      return {
        p50: sorted.map((samples) => percentile(samples, 0.5)),
        p95: sorted.map((samples) => percentile(samples, 0.95)),
        requests: minutes.map((minute) => minute?.requests ?? 0),
      };
    },
  };
}

/** Requests without an answer leave holes. */
function sortedSamples(minute: Minute | undefined): readonly number[] {
  return (minute?.samples ?? []).filter((sample) => sample !== undefined).sort((a, b) => a - b);
}

/** By nearest rank. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
