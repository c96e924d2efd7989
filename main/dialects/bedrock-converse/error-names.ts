import type { ErrorCode } from '../../core/app-error.ts';

/** How AWS would say it. */
export interface AwsName {
  readonly status: number;
  /** `x-amzn-errortype` of a refused call. */
  readonly name: string;
  /** `:exception-type` in a stream: the SDKs know only those that the service's model lists. */
  readonly exception: string;
}

/** Statuses and names from the service's model of bedrock-runtime; from AWS's common errors where that has none. */
export const AWS_NAMES: Readonly<Record<ErrorCode, AwsName>> = {
  invalid_request: { status: 400, name: 'ValidationException', exception: 'validationException' },
  context_length_exceeded: { status: 400, name: 'ValidationException', exception: 'validationException' },
  unsupported: { status: 400, name: 'ValidationException', exception: 'validationException' },
  authentication: { status: 403, name: 'UnrecognizedClientException', exception: 'accessDeniedException' },
  upstream_authentication: { status: 403, name: 'AccessDeniedException', exception: 'accessDeniedException' },
  billing: { status: 403, name: 'AccessDeniedException', exception: 'accessDeniedException' },
  permission: { status: 403, name: 'AccessDeniedException', exception: 'accessDeniedException' },
  forbidden: { status: 403, name: 'AccessDeniedException', exception: 'accessDeniedException' },
  model_not_found: { status: 404, name: 'ResourceNotFoundException', exception: 'resourceNotFoundException' },
  route_not_found: { status: 404, name: 'UnknownOperationException', exception: 'internalServerException' },
  method_not_allowed: {
    status: 405,
    name: 'UnknownOperationException',
    exception: 'internalServerException',
  },
  request_timeout: { status: 408, name: 'RequestTimeoutException', exception: 'modelStreamErrorException' },
  too_large: { status: 413, name: 'RequestEntityTooLargeException', exception: 'validationException' },
  headers_too_large: {
    status: 431,
    name: 'RequestEntityTooLargeException',
    exception: 'validationException',
  },
  unsupported_media_type: { status: 415, name: 'ValidationException', exception: 'validationException' },
  rate_limited: { status: 429, name: 'ThrottlingException', exception: 'throttlingException' },
  quota_exceeded: { status: 400, name: 'ServiceQuotaExceededException', exception: 'throttlingException' },
  overloaded: { status: 503, name: 'ServiceUnavailableException', exception: 'serviceUnavailableException' },
  upstream_error: { status: 500, name: 'InternalServerException', exception: 'modelStreamErrorException' },
  timeout: { status: 408, name: 'ModelTimeoutException', exception: 'modelStreamErrorException' },
  // 499 is nginx's "client closed request": only the log sees it.
  cancelled: { status: 499, name: 'InternalServerException', exception: 'internalServerException' },
  internal: { status: 500, name: 'InternalServerException', exception: 'internalServerException' },
};
