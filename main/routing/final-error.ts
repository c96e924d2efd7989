import { AppError } from '../core/app-error.ts';
import { faultKind } from './fault-kind.ts';
import type { Target } from './target.ts';

export interface FailedAttempt {
  readonly target: Target;
  readonly error: AppError;
}

/**
 * The one error the client gets when every attempt failed: a throttle first, since it says when to come back; else the
 * first that upstream really answered with; else the first. The shortest wait of all throttled targets is kept.
 */
export function finalError(failed: readonly FailedAttempt[], waitsMs: readonly number[]): AppError {
  const last = failed.at(-1);
  if (last === undefined) return new AppError({ code: 'internal', message: 'No target was tried.' });
  // What stopped the search is what the client must know: its own mistake, or something no other target can cure.
  if (last.error.retry === 'never') return last.error;
  const errors = failed.map(({ error }) => error);
  const limited = errors.find((error) => faultKind(error) === 'throttle' || faultKind(error) === 'quota');
  const answered = errors.find((error) => error.upstream?.status !== undefined);
  const chosen = limited ?? answered ?? errors[0] ?? last.error;
  if (failed.length === 1 && limited === undefined) return chosen;
  return new AppError({
    code: chosen.code,
    message:
      failed.length === 1 ? chosen.message : `${chosen.message} Tried: ${failed.map(tried).join(', ')}.`,
    retry: chosen.retry,
    param: chosen.param,
    retryAfterMs: limited === undefined ? chosen.retryAfterMs : shortest(errors, waitsMs),
    upstream: chosen.upstream,
    cause: chosen.cause,
  });
}

function shortest(errors: readonly AppError[], waitsMs: readonly number[]): number | undefined {
  const asked = errors.flatMap(({ retryAfterMs }) => (retryAfterMs === undefined ? [] : [retryAfterMs]));
  const all = [...asked, ...waitsMs];
  return all.length === 0 ? undefined : Math.min(...all);
}

function tried({ target, error }: FailedAttempt): string {
  const what = [error.upstream?.status, error.upstream?.name ?? error.code].filter(Boolean).join(' ');
  return `${target.key} (${what})`;
}
