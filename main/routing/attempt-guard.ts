import { AppError } from '../core/app-error.ts';
import { createCancellationSource } from '../core/cancellation-source.ts';
import type { Cancellation } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';

/** Bounds everything one attempt waits for, and drops it upstream when the wait is over. */
export interface AttemptGuard {
  /** Given to the provider: aborted by the client, by a timeout, or by `abort`. */
  readonly cancellation: Cancellation;
  /** @throws AppError `timeout` after `limit.ms`, `cancelled` when the client hangs up; whatever `work` rejects with. */
  wait<T>(work: Promise<T>, limit: WaitLimit<T>): Promise<T>;
  abort(): void;
  /** Stops listening to the client. */
  dispose(): void;
}

export interface WaitLimit<T> {
  readonly ms: number;
  /** For the message: what did not come. */
  readonly what: string;
  /** Gets a result that came when nobody waited for it any more. */
  readonly onLate?: (value: T) => void;
}

/** Makes the guard of one attempt under the client's cancellation. */
export function createAttemptGuard(clock: Clock, client: Cancellation): AttemptGuard {
  const { cancellation, cancel: abort } = createCancellationSource();
  client.addEventListener('abort', abort, { once: true });
  if (client.aborted) abort();
  return {
    cancellation,
    abort,
    dispose: () => client.removeEventListener('abort', abort),
    wait: (work, limit) => waitFor(work, limit, { clock, cancellation, abort }),
  };
}

interface Interrupter extends Pick<AttemptGuard, 'cancellation' | 'abort'> {
  readonly clock: Clock;
}

/** One promise and one timer: this runs twice for every request. */
function waitFor<T>(work: Promise<T>, limit: WaitLimit<T>, interrupter: Interrupter): Promise<T> {
  const { clock, cancellation, abort } = interrupter;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const giveUp = (error: AppError) => {
      if (isOver) return;
      end();
      reject(error);
    };
    const onAbort = () => giveUp(cancelled());
    const stopTimer = clock.after(limit.ms, () => {
      giveUp(timedOut(limit.what, limit.ms));
      abort();
    });
    const end = () => {
      isOver = true;
      stopTimer();
      cancellation.removeEventListener('abort', onAbort);
    };
    cancellation.addEventListener('abort', onAbort, { once: true });
    if (cancellation.aborted) onAbort();
    work.then(
      (value) => {
        if (isOver) return limit.onLate?.(value);
        end();
        resolve(value);
      },
      (thrown) => {
        if (isOver) return;
        end();
        reject(thrown);
      },
    );
  });
}

/** The error of a request whose client has gone. */
export function cancelled(): AppError {
  return new AppError({ code: 'cancelled', message: 'The client closed the connection.' });
}

function timedOut(what: string, ms: number): AppError {
  return new AppError({
    code: 'timeout',
    retry: 'next',
    message: `Upstream sent no ${what} within ${Math.round(ms / 1000)} s. Try again, or use another region.`,
  });
}
