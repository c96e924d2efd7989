import type { AppError, ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';

const STATUSES: { readonly [code in ErrorCode]: number } = {
  invalid_request: 400,
  context_length_exceeded: 400,
  unsupported: 400,
  authentication: 401,
  upstream_authentication: 401,
  billing: 402,
  permission: 403,
  forbidden: 403,
  model_not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  too_large: 413,
  headers_too_large: 431,
  unsupported_media_type: 415,
  rate_limited: 429,
  quota_exceeded: 429,
  overloaded: 503,
  upstream_error: 502,
  timeout: 504,
  // 499 is nginx's "client closed request": only the log sees it.
  cancelled: 499,
  internal: 500,
};

/** Status and body for a failed request. */
export function encodeError(error: AppError): EncodedError<JsonObject> {
  return { status: STATUSES[error.code], body: encodeErrorBody(error) };
}

/** `{"error": "…"}`, also the line of an error inside a stream. */
export function encodeErrorBody(error: AppError): JsonObject {
  return { error: messageOf(error) };
}

/** Clients look for these words before they offer to pull a model. */
function messageOf({ code, message }: AppError): string {
  return code === 'model_not_found' && !message.includes('not found')
    ? `model not found: ${message}`
    : message;
}
