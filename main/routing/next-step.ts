import type { AppError } from '../core/app-error.ts';
import { MAX_BACKOFF_MS } from './backoff.ts';
import type { FaultKind } from './fault-kind.ts';

/** What to do after an attempt failed before its first content. */
export type NextStep =
  | 'stop'
  /** At once at the same target: something was put right (a refreshed token, a corrected clock). */
  | 'same'
  /** At once at the next target. */
  | 'next'
  /** No other target is left: once more from the best one, after a pause. */
  | 'again';

export interface Setback {
  readonly error: AppError;
  readonly kind: FaultKind;
  /** Attempts made so far, this one included. */
  readonly attempts: number;
  /** This target has already had its second try. */
  readonly hadSecondTry: boolean;
  /** Another target can be tried. */
  readonly hasNext: boolean;
}

/** Attempts per request, failover and retries together. */
export const MAX_ATTEMPTS = 3;

/**
 * A client's mistake and whatever can only fail again stop at once; what this target's format or model cannot carry goes
 * on to one that may. A timeout is not repeated at the same place: the request may be running there, and would be paid
 * for twice.
 */
export function nextStep(setback: Setback): NextStep {
  const { error, kind } = setback;
  if (error.code === 'unsupported') return mayGoOn(setback) ? 'next' : 'stop';
  if (kind === 'client' || kind === 'cancelled' || error.retry === 'never') return 'stop';
  if (setback.attempts >= MAX_ATTEMPTS) return 'stop';
  if (error.retry === 'same' && !setback.hadSecondTry) return 'same';
  if (error.retry === 'same' && kind === 'credential') return 'stop';
  if (setback.hasNext) return 'next';
  return isPassing(error, kind) ? 'again' : 'stop';
}

function mayGoOn({ hasNext, attempts }: Setback): boolean {
  return hasNext && attempts < MAX_ATTEMPTS;
}

/** True for troubles that a short pause may cure. */
export function isPassing(error: AppError, kind: FaultKind): boolean {
  if (kind === 'throttle') return (error.retryAfterMs ?? 0) <= MAX_BACKOFF_MS;
  return kind === 'failure' && error.code !== 'timeout' && error.code !== 'internal';
}
