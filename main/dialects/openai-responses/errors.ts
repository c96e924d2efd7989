import type { AppError, ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';

interface WireError {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  /**
   * `response.error.code` of an answer that failed under way, where the format knows few codes. `server_error` makes
   * agents try the turn again, which may find another region.
   */
  readonly failure: string;
}

const AGAIN = 'server_error';

const ERRORS: { readonly [code in ErrorCode]: WireError } = {
  invalid_request: refused('invalid_value'),
  context_length_exceeded: { ...refused('context_length_exceeded'), failure: 'context_length_exceeded' },
  unsupported: refused('unsupported_parameter'),
  authentication: { status: 401, type: 'authentication_error', code: 'invalid_api_key', failure: AGAIN },
  upstream_authentication: {
    status: 401,
    type: 'authentication_error',
    code: 'upstream_authentication',
    failure: AGAIN,
  },
  billing: exhausted(),
  permission: { status: 403, type: 'permission_error', code: 'permission_denied', failure: AGAIN },
  forbidden: { status: 403, type: 'permission_error', code: 'forbidden', failure: AGAIN },
  model_not_found: { ...refused('model_not_found'), status: 404 },
  route_not_found: { ...refused('unknown_url'), status: 404 },
  method_not_allowed: { ...refused('method_not_supported'), status: 405 },
  request_timeout: { ...refused('request_timeout'), status: 408 },
  too_large: { ...refused('request_too_large'), status: 413 },
  headers_too_large: { ...refused('headers_too_large'), status: 431 },
  unsupported_media_type: { ...refused('unsupported_media_type'), status: 415 },
  rate_limited: {
    status: 429,
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    failure: 'rate_limit_exceeded',
  },
  quota_exceeded: exhausted(),
  overloaded: { status: 503, type: 'server_error', code: 'server_is_overloaded', failure: AGAIN },
  upstream_error: { status: 502, type: 'server_error', code: 'server_error', failure: AGAIN },
  timeout: { status: 504, type: 'server_error', code: 'timeout', failure: AGAIN },
  // 499 is nginx's "client closed request": only the log sees it.
  cancelled: { status: 499, type: 'server_error', code: 'cancelled', failure: AGAIN },
  internal: { status: 500, type: 'server_error', code: 'internal_error', failure: AGAIN },
};

function refused(code: string): WireError {
  return { status: 400, type: 'invalid_request_error', code, failure: 'invalid_prompt' };
}

function exhausted(): WireError {
  return {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    failure: 'insufficient_quota',
  };
}

/** Status and body for a failed request. The request id travels in a header: OpenAI's body has no place for it. */
export function encodeError(error: AppError): EncodedError {
  return { status: ERRORS[error.code].status, body: { error: encodeErrorMembers(error) } };
}

/** `{message, type, param, code}`, also inside the `error` event of a stream. */
export function encodeErrorMembers(error: AppError): JsonObject {
  const { type, code } = ERRORS[error.code];
  const isUnknownResponse = error.code === 'unsupported' && error.param === 'previous_response_id';
  return {
    message: messageOf(error),
    type,
    param: error.param ?? null,
    code: isUnknownResponse ? 'previous_response_not_found' : code,
  };
}

/** `error` of a response that failed under way. */
export function encodeFailure(error: AppError): JsonObject {
  return { code: ERRORS[error.code].failure, message: messageOf(error) };
}

/** Clients such as Codex read the wait from the text, in OpenAI's own words. */
function messageOf(error: AppError): string {
  if (error.code !== 'rate_limited' || error.retryAfterMs === undefined) return error.message;
  return `${error.message} Please try again in ${Math.ceil(error.retryAfterMs / 1000)}s.`;
}
