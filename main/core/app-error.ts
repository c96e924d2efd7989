/** Every way a request can fail. Each dialect has an exhaustive table from these to its own status and body. */
export type ErrorCode =
  | 'invalid_request'
  | 'context_length_exceeded'
  | 'unsupported'
  | 'authentication'
  | 'upstream_authentication'
  | 'billing'
  | 'permission'
  | 'forbidden'
  | 'model_not_found'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'too_large'
  | 'headers_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'overloaded'
  | 'upstream_error'
  | 'timeout'
  | 'cancelled'
  | 'internal';

/** `never`: a retry would fail the same way. `same`: once more at the same target. `next`: another target may answer. */
export type Retry = 'never' | 'same' | 'next';

/** What the upstream said, as far as it may be shown to the user: no headers, no credentials. */
export interface UpstreamFault {
  readonly provider?: string;
  readonly region?: string;
  readonly status?: number;
  /** The provider's own name for the error, e.g. `ThrottlingException`. */
  readonly name?: string;
  readonly requestId?: string;
}

export interface AppErrorDetails {
  readonly code: ErrorCode;
  /** One sentence of cause, one of cure. Shown to the client. */
  readonly message: string;
  readonly retry?: Retry;
  /** Path of the offending request field, e.g. `messages[2].content[0].image_url`. */
  readonly param?: string;
  /** How long the upstream asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly upstream?: UpstreamFault;
  readonly cause?: unknown;
}

/** The one error type that crosses folders. Anything else that is thrown becomes `internal` at the edge. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly param: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly upstream: UpstreamFault | undefined;

  constructor(details: AppErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.retry = details.retry ?? 'never';
    this.param = details.param;
    this.retryAfterMs = details.retryAfterMs;
    this.upstream = details.upstream;
  }
}

/** A 400 that names the field and what to do about it. */
export function invalidRequest(param: string, message: string): AppError {
  return new AppError({ code: 'invalid_request', param, message });
}

/** A 400 for something the wire format allows and the target cannot do. */
export function unsupported(param: string, message: string): AppError {
  return new AppError({ code: 'unsupported', param, message });
}

/** Wraps whatever was thrown: an AppError as it is, anything else as `internal` with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError({
    code: 'internal',
    message: 'kRouter met an unexpected error. The log has the details under this request id.',
    cause: thrown,
  });
}
