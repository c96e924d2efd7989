import type { QuotaCost } from './quota-cost.ts';
import type { QuotaLimit } from './quota-limits.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/** Keeps count of what one target's minute has already taken. All times in milliseconds, monotonic. */
export interface QuotaMeter {
  /** How the minute would look once a request of this size were admitted. */
  outlook(tokens: number, nowMs: number, limit?: QuotaLimit): QuotaOutlook;
  /** Sets tokens aside until the request is settled. */
  reserve(tokens: number, nowMs: number): Reservation;
  /** The target refused for too much use: with no limit known, what was in use tells one. */
  learnThrottle(nowMs: number): void;
}

export interface QuotaOutlook {
  /** Share of the limit left, in [0, 1]; undefined when no limit is known. */
  readonly headroom: number | undefined;
  /** False only when a limit that was given, not learned, cannot take the request. */
  readonly fits: boolean;
}

export interface Reservation {
  /** Replaces what was set aside by what was used; without a cost everything is given back. Later calls do nothing. */
  settle(nowMs: number, cost?: QuotaCost): void;
}

/** A learned limit doubles in this time, so that a wrong one does no lasting harm; AIMD without the steps. */
const LEARNED_DOUBLING_MS = 600_000;
/** After two doublings the learned limit says nothing any more. */
const LEARNED_LIFE_MS = 2 * LEARNED_DOUBLING_MS;

/** Makes a meter for one target. */
export function createQuotaMeter(): QuotaMeter {
  const minute: Minute = {
    tokens: createSlidingWindow(),
    requests: createSlidingWindow(),
    reserved: 0,
    learned: undefined,
  };
  return {
    outlook: (tokens, nowMs, limit) => outlookOf(minute, { tokens, limit }, nowMs),
    reserve: (tokens, nowMs) => reserve(minute, tokens, nowMs),
    learnThrottle(nowMs) {
      minute.learned = { ...usedIn(minute, nowMs), atMs: nowMs };
    },
  };
}

interface Use {
  readonly tokens: number;
  readonly requests: number;
}

interface Minute {
  readonly tokens: SlidingWindow;
  readonly requests: SlidingWindow;
  /** Tokens set aside for requests that are running. */
  reserved: number;
  /** What was in use when the target last refused for too much. */
  learned: (Use & { readonly atMs: number }) | undefined;
}

function usedIn(minute: Minute, nowMs: number): Use {
  return { tokens: minute.tokens.sum(nowMs) + minute.reserved, requests: minute.requests.sum(nowMs) };
}

function outlookOf(
  minute: Minute,
  wanted: { readonly tokens: number; readonly limit?: QuotaLimit },
  nowMs: number,
): QuotaOutlook {
  const { limit } = wanted;
  const now = usedIn(minute, nowMs);
  const after = { tokens: now.tokens + wanted.tokens, requests: now.requests + 1 };
  const headroom = shareLeft(after, limit ?? learnedLimit(minute, now, nowMs));
  const fits =
    after.tokens <= (limit?.tokensPerMinute ?? Number.POSITIVE_INFINITY) &&
    after.requests <= (limit?.requestsPerMinute ?? Number.POSITIVE_INFINITY);
  return { headroom, fits };
}

/** What is in use without a refusal is allowed, whatever was learned. */
function learnedLimit({ learned }: Minute, now: Use, nowMs: number): QuotaLimit | undefined {
  if (learned === undefined || nowMs - learned.atMs > LEARNED_LIFE_MS) return undefined;
  const growth = 2 ** ((nowMs - learned.atMs) / LEARNED_DOUBLING_MS);
  return {
    tokensPerMinute: Math.max(learned.tokens * growth, now.tokens),
    requestsPerMinute: Math.max(learned.requests * growth, now.requests),
  };
}

function reserve(minute: Minute, amount: number, nowMs: number): Reservation {
  minute.reserved += amount;
  minute.requests.add(1, nowMs);
  let isLive = true;
  return {
    settle(endMs, cost) {
      if (!isLive) return;
      isLive = false;
      minute.reserved -= amount;
      if (cost === undefined) return;
      minute.tokens.add(cost.admitted, nowMs);
      minute.tokens.add(cost.completed, endMs);
    },
  };
}

function shareLeft(size: Use, limit?: QuotaLimit): number | undefined {
  const ofTokens = share(size.tokens, limit?.tokensPerMinute);
  const ofRequests = share(size.requests, limit?.requestsPerMinute);
  if (ofTokens === undefined || ofRequests === undefined) return ofTokens ?? ofRequests;
  return Math.min(ofTokens, ofRequests);
}

function share(size: number, limit: number | undefined): number | undefined {
  if (limit === undefined) return undefined;
  return limit <= 0 ? 0 : Math.max(0, 1 - size / limit);
}
