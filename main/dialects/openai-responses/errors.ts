import type { AppError, ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  encodeErrorMembers as encodeMembers,
  messageOf,
  statusOf,
} from '../openai-vocabulary/encode-error-members.ts';

const AGAIN = 'server_error';
const REFUSED = 'invalid_prompt';
const EXHAUSTED = 'insufficient_quota';

/**
 * `response.error.code` of an answer that failed under way, where the format knows few codes. `server_error` makes
 * agents try the turn again, which may find another region.
 */
const FAILURES: { readonly [code in ErrorCode]: string } = {
  invalid_request: REFUSED,
  context_length_exceeded: 'context_length_exceeded',
  unsupported: REFUSED,
  authentication: AGAIN,
  upstream_authentication: AGAIN,
  billing: EXHAUSTED,
  permission: AGAIN,
  forbidden: AGAIN,
  model_not_found: REFUSED,
  route_not_found: REFUSED,
  method_not_allowed: REFUSED,
  request_timeout: REFUSED,
  too_large: REFUSED,
  headers_too_large: REFUSED,
  unsupported_media_type: REFUSED,
  rate_limited: 'rate_limit_exceeded',
  quota_exceeded: EXHAUSTED,
  overloaded: AGAIN,
  upstream_error: AGAIN,
  timeout: AGAIN,
  cancelled: AGAIN,
  internal: AGAIN,
};

/** Status and body for a failed request. The request id travels in a header: OpenAI's body has no place for it. */
export function encodeError(error: AppError): EncodedError<JsonObject> {
  return { status: statusOf(error), body: { error: encodeErrorMembers(error) } };
}

/** `{message, type, param, code}`, also inside the `error` event of a stream. */
export function encodeErrorMembers(error: AppError): JsonObject {
  const members = encodeMembers(error);
  const isUnknownResponse = error.code === 'unsupported' && error.param === 'previous_response_id';
  return isUnknownResponse ? { ...members, code: 'previous_response_not_found' } : { ...members };
}

/** `error` of a response that failed under way. */
export function encodeFailure(error: AppError): JsonObject {
  return { code: FAILURES[error.code], message: messageOf(error) };
}
