import { AppError } from '../core/app-error.ts';
import type { DecisionRecord } from './decision.ts';

/** The error of a request that no target answered, with the decision that led there. */
export class RoutingError extends AppError {
  readonly decision: DecisionRecord;

  constructor(error: AppError, message: string, decision: DecisionRecord) {
    super({
      code: error.code,
      message,
      retry: error.retry,
      param: error.param,
      retryAfterMs: error.retryAfterMs,
      upstream: error.upstream,
      cause: error.cause,
    });
    this.decision = decision;
  }
}
