import { AppError, type ErrorCode } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';

interface WireFault {
  readonly status: number;
  readonly type: string;
  readonly reason?: string;
}

const ACCESS_DENIED = 'AccessDeniedException';
const INTERNAL = 'InternalServerException';
const THROTTLED = 'ThrottlingException';
const NOT_VALID = 'ValidationException';
const TOO_LONG = 'CONTENT_LENGTH_EXCEEDS_THRESHOLD';

const FAULTS: { readonly [code in ErrorCode]: WireFault } = {
  invalid_request: { status: 400, type: NOT_VALID },
  context_length_exceeded: { status: 400, type: NOT_VALID, reason: TOO_LONG },
  unsupported: { status: 400, type: NOT_VALID },
  authentication: { status: 403, type: ACCESS_DENIED },
  upstream_authentication: { status: 403, type: ACCESS_DENIED },
  billing: { status: 402, type: 'ServiceQuotaExceededException', reason: 'OVERAGE_REQUEST_LIMIT_EXCEEDED' },
  permission: { status: 403, type: ACCESS_DENIED, reason: 'FEATURE_NOT_SUPPORTED' },
  forbidden: { status: 403, type: ACCESS_DENIED, reason: 'FEATURE_NOT_SUPPORTED' },
  model_not_found: { status: 400, type: NOT_VALID, reason: 'INVALID_MODEL_ID' },
  route_not_found: { status: 404, type: 'ResourceNotFoundException' },
  method_not_allowed: { status: 405, type: NOT_VALID },
  request_timeout: { status: 408, type: NOT_VALID },
  too_large: { status: 413, type: NOT_VALID, reason: TOO_LONG },
  headers_too_large: { status: 431, type: NOT_VALID },
  unsupported_media_type: { status: 415, type: NOT_VALID },
  rate_limited: { status: 429, type: THROTTLED },
  quota_exceeded: { status: 429, type: THROTTLED, reason: 'MONTHLY_REQUEST_COUNT' },
  overloaded: { status: 429, type: THROTTLED, reason: 'INSUFFICIENT_MODEL_CAPACITY' },
  upstream_error: { status: 500, type: INTERNAL },
  timeout: { status: 504, type: INTERNAL },
  // 499 is nginx's "client closed request": only the log sees it.
  cancelled: { status: 499, type: INTERNAL },
  internal: { status: 500, type: INTERNAL },
};

/** Status, `x-amzn-errortype` and body of a failed request, in AWS's JSON shape. */
export function encodeError(error: AppError): EncodedError<JsonObject> {
  const { status, type } = FAULTS[error.code];
  const headers = { 'x-amzn-errortype': type, 'content-type': 'application/x-amz-json-1.0' };
  return { status, body: encodeFault(error), headers };
}

/** `{__type, message, reason}`: a body, or the payload of an exception inside a stream. */
export function encodeFault({ code, message }: AppError): JsonObject {
  const { type, reason } = FAULTS[code];
  return { __type: type, message, ...(reason === undefined ? {} : { reason }) };
}

/** What the frame of an error inside a stream is called: the stream's own model knows one exception, by `error`. */
export function streamFaultName({ code }: AppError): string {
  const { type } = FAULTS[code];
  return type === INTERNAL ? 'error' : type;
}

/** The fault that stands for an answer which filled the model's context. */
export const CONTEXT_FULL = new AppError({
  code: 'context_length_exceeded',
  message: 'The conversation and its answer fill the context of the model. Shorten the conversation.',
});
