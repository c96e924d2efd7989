import type { AppError, ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import { encodeConnectEnd } from '../../framing/connect.ts';

/** Connect's name of each error. */
const CODES: { readonly [code in ErrorCode]: string } = {
  invalid_request: 'invalid_argument',
  context_length_exceeded: 'invalid_argument',
  unsupported: 'invalid_argument',
  authentication: 'unauthenticated',
  upstream_authentication: 'unauthenticated',
  billing: 'resource_exhausted',
  permission: 'permission_denied',
  forbidden: 'permission_denied',
  model_not_found: 'not_found',
  route_not_found: 'unimplemented',
  method_not_allowed: 'unimplemented',
  request_timeout: 'deadline_exceeded',
  too_large: 'resource_exhausted',
  headers_too_large: 'resource_exhausted',
  unsupported_media_type: 'invalid_argument',
  rate_limited: 'resource_exhausted',
  quota_exceeded: 'resource_exhausted',
  overloaded: 'unavailable',
  upstream_error: 'unavailable',
  timeout: 'deadline_exceeded',
  cancelled: 'canceled',
  internal: 'internal',
};

/** The frame that ends a stream with an error. */
export function encodeEndFrame({ code, message }: AppError): Uint8Array {
  return encodeConnectEnd(JSON.stringify({ error: { code: CODES[code], message } }));
}

/** A call of a streaming method always succeeds as far as HTTP goes; clients look for its error in the last frame. */
export function encodeError(error: AppError): EncodedError<Uint8Array> {
  return {
    status: 200,
    body: encodeEndFrame(error),
    headers: { 'content-type': 'application/connect+proto' },
  };
}
