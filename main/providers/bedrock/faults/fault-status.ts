/**
 * The HTTP status an exception frame stands for, by its name in lower case. From botocore's service model of
 * bedrock-runtime, except `modelNotReadyException`, which is 429 there and means "not now".
 */
export const EXCEPTION_STATUS: { readonly [name: string]: number | undefined } = {
  throttlingexception: 429,
  serviceunavailableexception: 503,
  modelnotreadyexception: 503,
  internalserverexception: 500,
  modelstreamerrorexception: 424,
  modeltimeoutexception: 408,
  validationexception: 400,
  accessdeniedexception: 403,
  resourcenotfoundexception: 404,
};

/** The status of Anthropic's error types, for errors inside a stream that began with 200. */
export const IN_BAND_STATUS: { readonly [type: string]: number | undefined } = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};
