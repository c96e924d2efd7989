import { createSlidingWindow } from './sliding-window.ts';

/** Keeps a failing target out of the way for a while, then lets one request find out whether it is back. */
export interface Breaker {
  state(nowMs: number): BreakerState;
  /** A request starts; in the half-open state the first one becomes the probe. */
  begin(nowMs: number): BreakerTicket;
  succeed(ticket: BreakerTicket, nowMs: number): void;
  fail(ticket: BreakerTicket, nowMs: number): void;
  /** The request ended without telling anything about the target. */
  release(ticket: BreakerTicket): void;
  /** Opens at once: the target has said that it will not serve. */
  trip(ticket: BreakerTicket, nowMs: number): void;
}

export type BreakerState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly remainingMs: number }
  | { readonly kind: 'half-open'; readonly isProbing: boolean };

/** One request's claim. */
export interface BreakerTicket {
  readonly isProbe: boolean;
  /** How often the breaker had opened when the request started: what began before an opening cannot close it. */
  readonly openings: number;
}

const CONSECUTIVE_FAILURES = 5;
const WINDOW_MIN_RESULTS = 5;
const WINDOW_FAILURE_SHARE = 0.5;
/** Out for 30 s times the number of openings in a row, at most 300 s: Envoy's outlier ejection. */
const OPEN_STEP_MS = 30_000;
const OPEN_MAX_MS = 300_000;

/** Makes a closed breaker: opens on 5 failures in a row, or when half of at least 5 results in 60 s failed. */
export function createBreaker(): Breaker {
  const good = createSlidingWindow();
  const bad = createSlidingWindow();
  let consecutive = 0;
  /** Openings since the target last worked; 0 while closed. */
  let streak = 0;
  let openings = 0;
  let openUntil = 0;
  let probe: BreakerTicket | undefined;

  const state = (nowMs: number): BreakerState => {
    if (streak === 0) return { kind: 'closed' };
    if (nowMs < openUntil) return { kind: 'open', remainingMs: openUntil - nowMs };
    return { kind: 'half-open', isProbing: probe !== undefined };
  };
  const open = (nowMs: number) => {
    streak += 1;
    openings += 1;
    openUntil = nowMs + Math.min(OPEN_MAX_MS, OPEN_STEP_MS * streak);
    probe = undefined;
  };
  const close = () => {
    streak = 0;
    consecutive = 0;
    probe = undefined;
    good.clear();
    bad.clear();
  };
  const release = (ticket: BreakerTicket) => {
    if (probe === ticket) probe = undefined;
  };
  const shouldOpen = (nowMs: number) => {
    const failures = bad.sum(nowMs);
    const results = failures + good.sum(nowMs);
    const share = results >= WINDOW_MIN_RESULTS && failures / results >= WINDOW_FAILURE_SHARE;
    return share || consecutive >= CONSECUTIVE_FAILURES;
  };

  return {
    state,
    begin(nowMs) {
      const now = state(nowMs);
      const ticket = { isProbe: now.kind === 'half-open' && !now.isProbing, openings };
      if (ticket.isProbe) probe = ticket;
      return ticket;
    },
    succeed(ticket, nowMs) {
      if (streak > 0 && ticket.openings === openings) close();
      else release(ticket);
      if (streak > 0) return;
      consecutive = 0;
      good.add(1, nowMs);
    },
    fail(ticket, nowMs) {
      if (streak === 0) {
        consecutive += 1;
        bad.add(1, nowMs);
        if (shouldOpen(nowMs)) open(nowMs);
      } else if (probe === ticket) open(nowMs);
    },
    release,
    trip(ticket, nowMs) {
      if (streak === 0 || probe === ticket) open(nowMs);
    },
  };
}
