import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, type Retry } from '../../main/core/app-error.ts';
import { backoffMs, MAX_BACKOFF_MS } from '../../main/routing/backoff.ts';
import { faultKind } from '../../main/routing/fault-kind.ts';
import { MAX_ATTEMPTS, type NextStep, nextStep } from '../../main/routing/next-step.ts';
import { createRetryBudget } from '../../main/routing/retry-budget.ts';

interface Circumstances {
  readonly attempts?: number;
  readonly hadSecondTry?: boolean;
  readonly hasNext?: boolean;
  readonly retryAfterMs?: number;
}

function stepAfter(code: ErrorCode, retry: Retry, circumstances: Circumstances = {}): NextStep {
  const error = new AppError({ code, retry, message: 'm', retryAfterMs: circumstances.retryAfterMs });
  const usual = { attempts: 1, hadSecondTry: false, hasNext: true };
  return nextStep({ error, kind: faultKind(error), ...usual, ...circumstances });
}

describe('nextStep', () => {
  it('stops at a client mistake even when the provider thinks that another target may do', () => {
    expect(stepAfter('invalid_request', 'next')).toBe('stop');
    expect(stepAfter('context_length_exceeded', 'same')).toBe('stop');
  });

  it('looks for another target when this one cannot carry what was asked, and repeats it nowhere', () => {
    expect(stepAfter('unsupported', 'never')).toBe('next');
    expect(stepAfter('unsupported', 'never', { hasNext: false })).toBe('stop');
    expect(stepAfter('unsupported', 'never', { attempts: MAX_ATTEMPTS })).toBe('stop');
  });

  it('does what the error says while attempts are left', () => {
    expect(stepAfter('upstream_error', 'next')).toBe('next');
    expect(stepAfter('permission', 'next')).toBe('next');
    expect(stepAfter('upstream_error', 'never')).toBe('stop');
    expect(stepAfter('upstream_authentication', 'same')).toBe('same');
    expect(stepAfter('overloaded', 'next', { attempts: MAX_ATTEMPTS })).toBe('stop');
  });

  it('tries the same target once only: then credentials stop and the rest goes on', () => {
    expect(stepAfter('upstream_authentication', 'same', { hadSecondTry: true })).toBe('stop');
    expect(stepAfter('upstream_error', 'same', { hadSecondTry: true })).toBe('next');
  });

  it('repeats at the end of the list only what a short pause may cure', () => {
    const last = { hasNext: false };
    expect(stepAfter('overloaded', 'next', last)).toBe('again');
    expect(stepAfter('rate_limited', 'next', last)).toBe('again');
    expect(stepAfter('rate_limited', 'next', { ...last, retryAfterMs: 5001 })).toBe('stop');
    expect(stepAfter('timeout', 'next', last)).toBe('stop');
    expect(stepAfter('permission', 'next', last)).toBe('stop');
    expect(stepAfter('quota_exceeded', 'next', last)).toBe('stop');
  });
});

describe('backoffMs', () => {
  it('lies anywhere between 0 and a ceiling that doubles up to 5 s', () => {
    expect([1, 2, 3].map((retry) => backoffMs(retry, false, () => 1))).toEqual([250, 500, 1000]);
    expect(backoffMs(1, true, () => 1)).toBe(1000);
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retry, isThrottle, x) => {
          const ms = backoffMs(retry + 1, isThrottle, () => x);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(MAX_BACKOFF_MS);
        },
      ),
    );
  });
});

describe('createRetryBudget', () => {
  it('allows three retries at once, or a fifth of the active requests when that is more', () => {
    const budget = createRetryBudget();
    const taken = [budget.take(), budget.take(), budget.take()];
    expect(budget.take()).toBeUndefined();
    taken[0]?.();
    expect(budget.take()).toBeTypeOf('function');
    const leave = Array.from({ length: 20 }, () => budget.enter());
    expect(budget.take()).toBeTypeOf('function');
    expect(budget.take()).toBeUndefined();
    for (const each of leave) each();
  });
});
