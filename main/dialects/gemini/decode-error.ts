import { AppError, type ErrorCode, type Retry } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { durationMs, retryAfterMs } from '../openai-vocabulary/retry-after.ts';
import { decodeStatus, type StatusFault } from './status-fault.ts';

/** What a refused call means. `text` is its body: `{error}`, a list with one, or no JSON at all. */
export function decodeGeminiError(status: number, text: string, headers: Headers): AppError {
  return toError(decodeStatus(text, status), headers);
}

/** An error in the middle of a stream: its status is inside it. */
export function decodeGeminiErrorRecord(record: JsonObject): AppError {
  return toError(decodeStatus(JSON.stringify(record), undefined), {});
}

/** An answer that cannot be understood. */
export function brokenAnswer(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}

/** True when Google refuses a proof in the history: without any, the same request may pass. */
export function isProofRefusal(error: AppError): boolean {
  return error.code === 'invalid_request' && /thought.?signature/i.test(error.message);
}

interface FaultKind {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const kind = (code: ErrorCode, retry: Retry = 'next'): FaultKind => ({ code, retry });

const BY_STATUS: ReadonlyMap<string, FaultKind> = new Map([
  ['INVALID_ARGUMENT', kind('invalid_request', 'never')],
  ['OUT_OF_RANGE', kind('invalid_request', 'never')],
  // Not in this region, or not without billing.
  ['FAILED_PRECONDITION', kind('permission')],
  ['UNAUTHENTICATED', kind('upstream_authentication')],
  ['PERMISSION_DENIED', kind('permission')],
  ['NOT_FOUND', kind('model_not_found')],
  ['RESOURCE_EXHAUSTED', kind('rate_limited')],
  ['UNIMPLEMENTED', kind('unsupported')],
  ['CANCELLED', kind('upstream_error', 'same')],
  ['ABORTED', kind('upstream_error', 'same')],
  ['INTERNAL', kind('upstream_error')],
  ['UNAVAILABLE', kind('overloaded')],
  ['DEADLINE_EXCEEDED', kind('timeout')],
]);

const BY_HTTP: ReadonlyMap<number, FaultKind> = new Map([
  [400, kind('invalid_request', 'never')],
  [401, kind('upstream_authentication')],
  [402, kind('billing')],
  [403, kind('permission')],
  [404, kind('model_not_found')],
  [408, kind('timeout')],
  [413, kind('too_large', 'never')],
  [429, kind('rate_limited')],
  [503, kind('overloaded')],
  [504, kind('timeout')],
]);

/** Reasons of `ErrorInfo` that tell more than the status does. */
const BY_REASON: ReadonlyMap<string, FaultKind> = new Map([
  ['API_KEY_INVALID', kind('upstream_authentication')],
  ['API_KEY_EXPIRED', kind('upstream_authentication')],
  ['ACCESS_TOKEN_EXPIRED', kind('upstream_authentication')],
  ['API_KEY_SERVICE_BLOCKED', kind('permission')],
  ['SERVICE_DISABLED', kind('permission')],
  ['BILLING_DISABLED', kind('billing')],
  ['RATE_LIMIT_EXCEEDED', kind('rate_limited')],
  ['QUOTA_EXHAUSTED', kind('quota_exceeded')],
  ['MODEL_CAPACITY_EXHAUSTED', kind('overloaded')],
]);

const TOO_LONG = /token count.*exceeds|exceeds the maximum number of tokens|context (length|window)/i;
const TOO_LARGE = /payload size exceeds|request.*too large/i;
const BAD_KEY = /api key (not valid|expired|not found)/i;

function kindOf(fault: StatusFault): FaultKind {
  const byReason = BY_REASON.get(fault.reason ?? '');
  if (byReason !== undefined) return byReason;
  if (fault.http === 400 && BAD_KEY.test(fault.message)) return kind('upstream_authentication');
  if (fault.http === 400 && TOO_LONG.test(fault.message)) return kind('context_length_exceeded', 'never');
  if (fault.http === 400 && TOO_LARGE.test(fault.message)) return kind('too_large', 'never');
  if (fault.http === 429 && fault.isPerDay) return kind('quota_exceeded');
  const known = BY_STATUS.get(fault.status ?? '') ?? BY_HTTP.get(fault.http);
  return known ?? (fault.http < 500 ? kind('invalid_request', 'never') : kind('upstream_error'));
}

function toError(fault: StatusFault, headers: Headers): AppError {
  const { code, retry } = kindOf(fault);
  return new AppError({
    code,
    retry,
    message: messageFor(code, fault),
    param: code === 'invalid_request' ? fault.field : undefined,
    retryAfterMs: WAITING.has(code) ? waitOf(fault, headers) : undefined,
    upstream: {
      status: fault.http,
      name: fault.reason ?? fault.status,
      requestId: headers['x-request-id'] ?? headers['x-cloudaicompanion-trace-id'],
    },
  });
}

const WAITING: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'quota_exceeded', 'overloaded']);

/** `RetryInfo` first, then the quota's own reset, the headers, and what the message says. */
function waitOf(fault: StatusFault, headers: Headers): number | undefined {
  const said = /(?:reset after|retry in|retry after)\s+([\d.hms]+)/i.exec(fault.message)?.[1];
  return (
    durationMs(fault.retryDelay ?? '') ??
    durationMs(fault.quotaResetDelay ?? '') ??
    retryAfterMs(headers) ??
    durationMs(said ?? '')
  );
}

/** Longest stretch of an upstream's message that is shown, in characters. */
const LONGEST_MESSAGE = 2000;

/** Google's words and where it sends its user, except about keys. */
function messageFor(code: ErrorCode, fault: StatusFault): string {
  if (code === 'upstream_authentication') {
    return 'Google refused the key or token that kRouter sent. Check this provider’s key in the settings.';
  }
  const text = fault.message.trim().slice(0, LONGEST_MESSAGE);
  const said = text === '' ? `Google answered with status ${fault.http} and no explanation.` : text;
  const link = fault.links.find((url) => !said.includes(url));
  return link === undefined ? said : `${said} See ${link}`;
}
