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
    async wait(work, limit) {
      const interruption = interruptAfter({ cancellation, abort }, clock, limit);
      try {
        return await Promise.race([work, interruption.promise]);
      } catch (thrown) {
        if (cancellation.aborted) passOn(work, limit.onLate);
        throw thrown;
      } finally {
        interruption.stop();
      }
    },
  };
}

interface Interruption {
  /** Only ever rejects. */
  readonly promise: Promise<never>;
  stop(): void;
}

/** Rejects when the attempt is aborted, and aborts it itself when the time is over. */
function interruptAfter(
  { cancellation, abort }: Pick<AttemptGuard, 'cancellation' | 'abort'>,
  clock: Clock,
  { ms, what }: { readonly ms: number; readonly what: string },
): Interruption {
  let stop = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(cancelled());
    const stopTimer = clock.after(ms, () => {
      reject(timedOut(what, ms));
      abort();
    });
    cancellation.addEventListener('abort', onAbort, { once: true });
    if (cancellation.aborted) onAbort();
    stop = () => {
      stopTimer();
      cancellation.removeEventListener('abort', onAbort);
    };
  });
  return { promise, stop };
}

/** Takes care of a result that nobody waits for any more; its failure is of no interest. */
function passOn<T>(work: Promise<T>, onLate: ((value: T) => void) | undefined): void {
  work.then(onLate, () => {});
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
