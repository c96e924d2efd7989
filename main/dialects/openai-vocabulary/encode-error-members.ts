import type { AppError, ErrorCode } from '../../core/app-error.ts';

interface WireError {
  readonly status: number;
  readonly type: string;
  readonly code: string;
}

const ERRORS: { readonly [code in ErrorCode]: WireError } = {
  invalid_request: { status: 400, type: 'invalid_request_error', code: 'invalid_value' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  unsupported: { status: 400, type: 'invalid_request_error', code: 'unsupported_parameter' },
  authentication: { status: 401, type: 'authentication_error', code: 'invalid_api_key' },
  upstream_authentication: { status: 401, type: 'authentication_error', code: 'upstream_authentication' },
  billing: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  permission: { status: 403, type: 'permission_error', code: 'permission_denied' },
  forbidden: { status: 403, type: 'permission_error', code: 'forbidden' },
  model_not_found: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  route_not_found: { status: 404, type: 'invalid_request_error', code: 'unknown_url' },
  method_not_allowed: { status: 405, type: 'invalid_request_error', code: 'method_not_supported' },
  request_timeout: { status: 408, type: 'invalid_request_error', code: 'request_timeout' },
  too_large: { status: 413, type: 'invalid_request_error', code: 'request_too_large' },
  headers_too_large: { status: 431, type: 'invalid_request_error', code: 'headers_too_large' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error', code: 'unsupported_media_type' },
  rate_limited: { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  quota_exceeded: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: { status: 503, type: 'server_error', code: 'server_is_overloaded' },
  upstream_error: { status: 502, type: 'server_error', code: 'server_error' },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
  // 499 is nginx's "client closed request": only the log sees it.
  cancelled: { status: 499, type: 'server_error', code: 'cancelled' },
  internal: { status: 500, type: 'server_error', code: 'internal_error' },
};

/** The HTTP status of a failed request. */
export function statusOf(error: AppError): number {
  return ERRORS[error.code].status;
}

/** What OpenAI's SDKs read of an error, in every place where one can stand. */
export interface ErrorMembers {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
}

/** `{message, type, param, code}` of an error. */
export function encodeErrorMembers(error: AppError): ErrorMembers {
  const { type, code } = ERRORS[error.code];
  return { message: messageOf(error), type, param: error.param ?? null, code };
}

/** Clients such as Codex read the wait from the text, in OpenAI's own words. */
export function messageOf(error: AppError): string {
  if (error.code !== 'rate_limited' || error.retryAfterMs === undefined) return error.message;
  return `${error.message} Please try again in ${Math.ceil(error.retryAfterMs / 1000)}s.`;
}
