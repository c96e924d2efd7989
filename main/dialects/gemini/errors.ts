import type { AppError, ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';

interface WireError {
  readonly code: number;
  readonly status: string;
  /** `reason` of an `ErrorInfo`. */
  readonly reason?: string;
}

const ERRORS: { readonly [code in ErrorCode]: WireError } = {
  invalid_request: { code: 400, status: 'INVALID_ARGUMENT' },
  context_length_exceeded: { code: 400, status: 'INVALID_ARGUMENT' },
  unsupported: { code: 400, status: 'INVALID_ARGUMENT' },
  authentication: { code: 401, status: 'UNAUTHENTICATED', reason: 'API_KEY_INVALID' },
  upstream_authentication: { code: 401, status: 'UNAUTHENTICATED' },
  billing: { code: 429, status: 'RESOURCE_EXHAUSTED' },
  permission: { code: 403, status: 'PERMISSION_DENIED' },
  forbidden: { code: 403, status: 'PERMISSION_DENIED' },
  model_not_found: { code: 404, status: 'NOT_FOUND' },
  route_not_found: { code: 404, status: 'NOT_FOUND' },
  method_not_allowed: { code: 405, status: 'UNIMPLEMENTED' },
  request_timeout: { code: 408, status: 'DEADLINE_EXCEEDED' },
  too_large: { code: 413, status: 'INVALID_ARGUMENT' },
  headers_too_large: { code: 431, status: 'INVALID_ARGUMENT' },
  unsupported_media_type: { code: 415, status: 'INVALID_ARGUMENT' },
  rate_limited: { code: 429, status: 'RESOURCE_EXHAUSTED' },
  quota_exceeded: { code: 429, status: 'RESOURCE_EXHAUSTED' },
  overloaded: { code: 503, status: 'UNAVAILABLE' },
  upstream_error: { code: 502, status: 'INTERNAL' },
  timeout: { code: 504, status: 'DEADLINE_EXCEEDED' },
  // 499 is Google's own number for it; only the log sees it.
  cancelled: { code: 499, status: 'CANCELLED' },
  internal: { code: 500, status: 'INTERNAL' },
};

/** Status and body for a failed request. */
export function encodeGeminiError(error: AppError, requestId: string): EncodedError<JsonObject> {
  return { status: ERRORS[error.code].code, body: encodeErrorBody(error, requestId) };
}

/** The same for clients that read a JSON list. */
export function encodeGeminiErrorList(
  error: AppError,
  requestId: string,
): EncodedError<readonly JsonObject[]> {
  const { status, body } = encodeGeminiError(error, requestId);
  return { status, body: [body] };
}

/** `{"error": {code, message, status, details}}`, also the form of an error inside a stream. */
export function encodeErrorBody(error: AppError, requestId?: string): JsonObject {
  const { code, status } = ERRORS[error.code];
  const details = detailsOf(error, requestId);
  return {
    error: { code, message: error.message, status, ...(details.length === 0 ? {} : { details }) },
  };
}

function detailsOf(error: AppError, requestId: string | undefined): JsonObject[] {
  const { reason } = ERRORS[error.code];
  const { param, message, retryAfterMs } = error;
  return [
    ...(reason === undefined ? [] : [detail('ErrorInfo', { reason, domain: 'krouter' })]),
    ...(param === undefined
      ? []
      : [detail('BadRequest', { fieldViolations: [{ field: param, description: message }] })]),
    ...(retryAfterMs === undefined ? [] : [detail('RetryInfo', { retryDelay: `${retryAfterMs / 1000}s` })]),
    ...(requestId === undefined || requestId === '' ? [] : [detail('RequestInfo', { requestId })]),
  ];
}

function detail(type: string, members: JsonObject): JsonObject {
  return { '@type': `type.googleapis.com/google.rpc.${type}`, ...members };
}
