import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

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
  const memory: Memory = {
    good: createSlidingWindow(),
    bad: createSlidingWindow(),
    consecutive: 0,
    streak: 0,
    openings: 0,
    openUntil: 0,
    probe: undefined,
  };
  return {
    state: (nowMs) => stateOf(memory, nowMs),
    begin: (nowMs) => begin(memory, nowMs),
    succeed: (ticket, nowMs) => succeed(memory, ticket, nowMs),
    fail: (ticket, nowMs) => fail(memory, ticket, nowMs),
    release: (ticket) => release(memory, ticket),
    trip(ticket, nowMs) {
      if (memory.streak === 0 || memory.probe === ticket) open(memory, nowMs);
    },
  };
}

interface Memory {
  readonly good: SlidingWindow;
  readonly bad: SlidingWindow;
  /** Failures since the last success. */
  consecutive: number;
  /** Openings since the target last worked; 0 while closed. */
  streak: number;
  /** Openings ever. */
  openings: number;
  openUntil: number;
  probe: BreakerTicket | undefined;
}

function stateOf({ streak, openUntil, probe }: Memory, nowMs: number): BreakerState {
  if (streak === 0) return { kind: 'closed' };
  if (nowMs < openUntil) return { kind: 'open', remainingMs: openUntil - nowMs };
  return { kind: 'half-open', isProbing: probe !== undefined };
}

function begin(memory: Memory, nowMs: number): BreakerTicket {
  const state = stateOf(memory, nowMs);
  const isProbe = state.kind === 'half-open' && !state.isProbing;
  const ticket = { isProbe, openings: memory.openings };
  if (isProbe) memory.probe = ticket;
  return ticket;
}

function succeed(memory: Memory, ticket: BreakerTicket, nowMs: number): void {
  if (memory.streak > 0 && ticket.openings === memory.openings) close(memory);
  else release(memory, ticket);
  if (memory.streak > 0) return;
  memory.consecutive = 0;
  memory.good.add(1, nowMs);
}

function fail(memory: Memory, ticket: BreakerTicket, nowMs: number): void {
  if (memory.streak > 0) {
    if (memory.probe === ticket) open(memory, nowMs);
    return;
  }
  memory.consecutive += 1;
  memory.bad.add(1, nowMs);
  if (shouldOpen(memory, nowMs)) open(memory, nowMs);
}

function release(memory: Memory, ticket: BreakerTicket): void {
  if (memory.probe === ticket) memory.probe = undefined;
}

function shouldOpen({ good, bad, consecutive }: Memory, nowMs: number): boolean {
  const failures = bad.sum(nowMs);
  const results = failures + good.sum(nowMs);
  const isHalf = results >= WINDOW_MIN_RESULTS && failures / results >= WINDOW_FAILURE_SHARE;
  return isHalf || consecutive >= CONSECUTIVE_FAILURES;
}

function open(memory: Memory, nowMs: number): void {
  memory.streak += 1;
  memory.openings += 1;
  memory.openUntil = nowMs + Math.min(OPEN_MAX_MS, OPEN_STEP_MS * memory.streak);
  memory.probe = undefined;
}

function close(memory: Memory): void {
  memory.streak = 0;
  memory.consecutive = 0;
  memory.probe = undefined;
  memory.good.clear();
  memory.bad.clear();
}
