import { type AppError, toAppError } from '../core/app-error.ts';
import type { Log } from '../platform/ports/log.ts';
import type { Exchange } from './exchange.ts';
import { sendJson, sendText } from './send-json.ts';

export interface ErrorAnswer {
  readonly log: Log;
  /** Where the dialect's own status would not do. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with an error in the caller's dialect. What was not foreseen is logged in full and shown as `internal`. */
export function sendError(exchange: Exchange, thrown: unknown, answer: ErrorAnswer): void {
  const error = toAppError(exchange.stopped ?? thrown);
  logError(exchange, answer.log, error);
  const encoded = exchange.dialect.encodeError(error, exchange.requestId);
  const status = answer.status ?? encoded.status;
  const headers = { ...encoded.headers, ...retryHeaders(error), ...answer.headers };
  const { body } = encoded;
  if (body instanceof Uint8Array) sendText(exchange, { status, text: body, headers });
  else sendJson(exchange, { status, body, headers });
}

/** Writes an unforeseen error into the log, where the answer only names the request id. */
export function logError(exchange: Exchange, log: Log, error: AppError): void {
  if (error.code !== 'internal') return;
  const { cause } = error;
  log.error('unexpected error', {
    requestId: exchange.requestId,
    message: cause instanceof Error ? cause.message : error.message,
    stack: cause instanceof Error ? cause.stack : error.stack,
  });
}

/** The SDKs wait `retry-after-ms` (or `retry-after`, in seconds) and obey `x-should-retry`. */
function retryHeaders(error: AppError): Record<string, string> {
  if (error.retryAfterMs !== undefined) {
    const ms = Math.max(0, Math.ceil(error.retryAfterMs));
    return { 'retry-after': String(Math.ceil(ms / 1000)), 'retry-after-ms': String(ms) };
  }
  return error.retry === 'never' ? { 'x-should-retry': 'false' } : {};
}
