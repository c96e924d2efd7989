import type { AppError } from '../core/app-error.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { BreakerTicket } from './breaker.ts';
import { type FaultKind, faultKind } from './fault-kind.ts';
import type { QuotaCost } from './quota-cost.ts';
import type { Reservation } from './quota-headroom.ts';
import type { TargetRecord, Throttle } from './target-record.ts';
import { isRetrialDue } from './target-view.ts';

/** One request at one target, as its record sees it. Ends with exactly one of `succeed` and `fail`. */
export interface TargetCall {
  /** The first content has come, after this many milliseconds. */
  sawContent(ttftMs: number): void;
  succeed(cost: QuotaCost): void;
  /** A failure, whenever it comes. `cost`: what was used all the same. */
  fail(error: AppError, cost?: QuotaCost): void;
}

/** Registers a request with its target and sets its tokens aside. */
export function beginCall(record: TargetRecord, tokens: number, clock: Clock): TargetCall {
  const startMs = clock.monotonic();
  const call: Call = {
    record,
    startMs,
    wasDown: record.breaker.state(startMs).kind !== 'closed',
    isRetrial: isRetrialDue(record, startMs),
    ticket: record.breaker.begin(startMs),
    reservation: record.quota.reserve(tokens, startMs),
  };
  record.triedAtMs = startMs;
  if (call.isRetrial) record.isRetrying = true;
  return {
    sawContent(ttftMs) {
      const nowMs = clock.monotonic();
      record.speed.add(ttftMs, nowMs);
      if ((record.throttle?.sinceMs ?? nowMs) < startMs) record.throttle = undefined;
      if (call.wasDown || call.isRetrial) recover(call, nowMs);
    },
    succeed(cost) {
      const nowMs = clock.monotonic();
      call.reservation.settle(nowMs, cost);
      record.breaker.succeed(call.ticket, nowMs);
      record.rate.add(true, nowMs);
      if ((record.failedAtMs ?? nowMs) < startMs) record.failedAtMs = undefined;
      endRetrial(call);
    },
    fail(error, cost) {
      const nowMs = clock.monotonic();
      note(call, error, nowMs);
      if (faultKind(error) !== 'client' && faultKind(error) !== 'cancelled') {
        record.lastError = { error, at: clock.now() };
      }
      call.reservation.settle(nowMs, cost);
      endRetrial(call);
    },
  };
}

interface Call {
  readonly record: TargetRecord;
  readonly startMs: number;
  readonly wasDown: boolean;
  readonly isRetrial: boolean;
  readonly ticket: BreakerTicket;
  readonly reservation: Reservation;
}

/** A target that was down has answered: the past no longer counts. */
function recover(call: Call, nowMs: number): void {
  const { record } = call;
  record.breaker.succeed(call.ticket, nowMs);
  if (record.breaker.state(nowMs).kind !== 'closed') return;
  record.rate.reset();
  record.failedAtMs = undefined;
}

function endRetrial(call: Call): void {
  if (call.isRetrial) call.record.isRetrying = false;
}

function note(call: Call, error: AppError, nowMs: number): void {
  EFFECTS[faultKind(error)](call, error, nowMs);
}

type Effect = (call: Call, error: AppError, nowMs: number) => void;

/** What each kind of fault does to the target it came from. */
const EFFECTS: { readonly [kind in FaultKind]: Effect } = {
  client: blameNobody,
  cancelled: blameNobody,
  throttle(call, error, nowMs) {
    call.record.quota.learnThrottle(nowMs);
    call.record.throttle = throttled(call.record.throttle, error, nowMs);
    blameNobody(call);
  },
  quota(call, error, nowMs) {
    const untilMs = nowMs + Math.min(RETRY_AFTER_MAX_MS, error.retryAfterMs ?? QUOTA_WAIT_MS);
    call.record.throttle = { ...throttled(call.record.throttle, error, nowMs), untilMs };
    blameNobody(call);
  },
  refusal(call, _error, nowMs) {
    call.record.failedAtMs = nowMs;
    call.record.breaker.trip(call.ticket, nowMs);
  },
  credential(call, error, nowMs) {
    // With `same` the provider is about to refresh them: not yet a fault of the target.
    if (error.retry === 'same') blameNobody(call);
    else countFailure(call, nowMs);
  },
  failure: (call, _error, nowMs) => countFailure(call, nowMs),
};

function blameNobody(call: Call): void {
  call.record.breaker.release(call.ticket);
}

function countFailure(call: Call, nowMs: number): void {
  call.record.failedAtMs = nowMs;
  call.record.rate.add(false, nowMs);
  call.record.breaker.fail(call.ticket, nowMs);
}

/** Without a word from upstream: 5 s, doubling to a minute, by when a per-minute quota has refilled. */
const THROTTLE_STEP_MS = 5000;
const THROTTLE_MAX_MS = 60_000;
/** A longer quota is asked after every five minutes: it may be reset or raised at any time. */
const QUOTA_WAIT_MS = 300_000;
/** No upstream can lock a target for longer by one header. */
const RETRY_AFTER_MAX_MS = 3_600_000;

function throttled(before: Throttle | undefined, error: AppError, nowMs: number): Throttle {
  const strikes = (before?.strikes ?? 0) + 1;
  const own = Math.min(THROTTLE_MAX_MS, THROTTLE_STEP_MS * 2 ** (strikes - 1));
  const waitMs = Math.min(RETRY_AFTER_MAX_MS, error.retryAfterMs ?? own);
  return {
    sinceMs: nowMs,
    untilMs: nowMs + waitMs,
    isExplicit: error.retryAfterMs !== undefined,
    strikes,
  };
}
