import type { ErrorCode, Retry } from '../../core/app-error.ts';

interface Encoded {
  readonly status: number;
  readonly type: string;
}

/** What an Anthropic client sees of each of our errors. */
export const ENCODED_ERRORS: Readonly<Record<ErrorCode, Encoded>> = {
  invalid_request: { status: 400, type: 'invalid_request_error' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error' },
  unsupported: { status: 400, type: 'invalid_request_error' },
  authentication: { status: 401, type: 'authentication_error' },
  upstream_authentication: { status: 401, type: 'authentication_error' },
  billing: { status: 402, type: 'billing_error' },
  permission: { status: 403, type: 'permission_error' },
  forbidden: { status: 403, type: 'permission_error' },
  model_not_found: { status: 404, type: 'not_found_error' },
  route_not_found: { status: 404, type: 'not_found_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  request_timeout: { status: 408, type: 'timeout_error' },
  too_large: { status: 413, type: 'request_too_large' },
  headers_too_large: { status: 431, type: 'request_too_large' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  rate_limited: { status: 429, type: 'rate_limit_error' },
  quota_exceeded: { status: 429, type: 'rate_limit_error' },
  overloaded: { status: 529, type: 'overloaded_error' },
  upstream_error: { status: 502, type: 'api_error' },
  timeout: { status: 504, type: 'timeout_error' },
  cancelled: { status: 499, type: 'api_error' },
  internal: { status: 500, type: 'api_error' },
};

export interface DecodedType {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

/** What Anthropic's own error types mean to us. An account's trouble is worth another account. */
export const DECODED_ERRORS: Readonly<Record<string, DecodedType>> = {
  invalid_request_error: { code: 'invalid_request', retry: 'never' },
  authentication_error: { code: 'upstream_authentication', retry: 'next' },
  billing_error: { code: 'billing', retry: 'next' },
  permission_error: { code: 'permission', retry: 'next' },
  not_found_error: { code: 'model_not_found', retry: 'next' },
  conflict_error: { code: 'upstream_error', retry: 'same' },
  request_too_large: { code: 'too_large', retry: 'never' },
  rate_limit_error: { code: 'rate_limited', retry: 'next' },
  api_error: { code: 'upstream_error', retry: 'next' },
  timeout_error: { code: 'timeout', retry: 'next' },
  overloaded_error: { code: 'overloaded', retry: 'next' },
};

/** The type of an HTTP error whose body does not say one. */
export const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  409: 'conflict_error',
  413: 'request_too_large',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};
