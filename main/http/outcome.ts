import type { AppError } from '../core/app-error.ts';
import type { Outcome } from './engine.ts';
import type { Exchange } from './exchange.ts';

/** How an answer ended. A cancellation that we did not cause ourselves is the client's. */
export function outcomeOf(failure: AppError | undefined, exchange: Exchange): Outcome {
  if (failure === undefined) return { status: 'finished' };
  const clientLeft = exchange.stopped === undefined && exchange.cancellation.aborted;
  return clientLeft ? { status: 'cancelled' } : { status: 'failed', error: failure };
}
