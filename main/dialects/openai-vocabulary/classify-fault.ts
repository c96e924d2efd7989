import type { ErrorCode, Retry } from '../../core/app-error.ts';
import type { Fault } from './read-fault.ts';

/** What kind of error it is, and whether to try again. */
export interface FaultKind {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const BY_STATUS: ReadonlyMap<number, FaultKind> = new Map<number, FaultKind>([
  [400, { code: 'invalid_request', retry: 'never' }],
  [401, { code: 'upstream_authentication', retry: 'next' }],
  [402, { code: 'billing', retry: 'next' }],
  [403, { code: 'permission', retry: 'next' }],
  [404, { code: 'model_not_found', retry: 'next' }],
  [408, { code: 'timeout', retry: 'next' }],
  [409, { code: 'upstream_error', retry: 'same' }],
  [413, { code: 'too_large', retry: 'never' }],
  [422, { code: 'invalid_request', retry: 'never' }],
  [429, { code: 'rate_limited', retry: 'next' }],
  [503, { code: 'overloaded', retry: 'next' }],
  [504, { code: 'timeout', retry: 'next' }],
  // Anthropic's and Cloudflare's word for it, which gateways pass on.
  [529, { code: 'overloaded', retry: 'next' }],
]);

/** Codes and types that tell more than the status does. */
const BY_NAME: ReadonlyMap<string, FaultKind> = new Map<string, FaultKind>([
  ['context_length_exceeded', { code: 'context_length_exceeded', retry: 'never' }],
  ['insufficient_quota', { code: 'quota_exceeded', retry: 'next' }],
  ['model_not_found', { code: 'model_not_found', retry: 'next' }],
  ['unsupported_parameter', { code: 'unsupported', retry: 'next' }],
  ['unsupported_value', { code: 'unsupported', retry: 'next' }],
  ['invalid_api_key', { code: 'upstream_authentication', retry: 'next' }],
]);

/** How servers without codes say that the prompt is too long. */
const TOO_LONG = /maximum context length|context (length|window|size)|prompt is too long|too many tokens/i;

/** The kind of a fault: by its code or type, by its words, by its status. `ownNames` are one format's further codes. */
export function classifyFault(
  status: number,
  fault: Fault,
  ownNames: ReadonlyMap<string, FaultKind>,
): FaultKind {
  const kindOf = (name = '') => BY_NAME.get(name) ?? ownNames.get(name);
  const named = kindOf(fault.code) ?? kindOf(fault.type);
  if (named !== undefined) return named;
  if ((status === 400 || status === 413) && TOO_LONG.test(fault.message)) {
    return { code: 'context_length_exceeded', retry: 'never' };
  }
  const byStatus = BY_STATUS.get(status);
  if (byStatus !== undefined) return byStatus;
  return status < 500
    ? { code: 'invalid_request', retry: 'never' }
    : { code: 'upstream_error', retry: 'next' };
}

const STATUS_BY_TYPE: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['permission_error', 403],
  ['rate_limit_error', 429],
  ['rate_limit_exceeded', 429],
  ['tokens', 429],
  ['requests', 429],
  ['overloaded_error', 503],
  ['server_is_overloaded', 503],
  ['timeout', 504],
]);

/** The HTTP status that a fault inside a stream stands for. */
export function statusOfFault(fault: Fault): number {
  return fault.status ?? STATUS_BY_TYPE.get(fault.code ?? '') ?? STATUS_BY_TYPE.get(fault.type ?? '') ?? 502;
}
