/** The errors of Bedrock, of Service Quotas and of their front door: HTTP status and the message used when none is given. */
const AWS_ERRORS = {
  ValidationException: [400, 'Malformed input request, please reformat your input and try again.'],
  IllegalArgumentException: [400, 'Invalid input was provided.'],
  InvalidPaginationTokenException: [400, 'Invalid input was provided.'],
  NoSuchResourceException: [400, 'The request failed because the specified resource does not exist.'],
  SerializationException: [400, ''],
  TooManyRequestsException: [400, 'Rate exceeded'],
  ServiceQuotaExceededException: [400, 'Your request exceeds the service quota for your account.'],
  IncompleteSignatureException: [400, 'Authorization header requires existence of a SigV4 signature.'],
  MissingAuthenticationTokenException: [403, 'Missing Authentication Token'],
  UnrecognizedClientException: [403, 'The security token included in the request is invalid.'],
  ExpiredTokenException: [403, 'The security token included in the request is expired'],
  InvalidSignatureException: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  AccessDeniedException: [403, "You don't have access to the model with the specified model ID."],
  ResourceNotFoundException: [
    404,
    'Could not resolve the foundation model from the provided model identifier.',
  ],
  UnknownOperationException: [404, ''],
  ModelTimeoutException: [408, 'Model has timed out in processing the request. Try your request again.'],
  RequestEntityTooLarge: [413, 'Request Entity Too Large'],
  ModelErrorException: [
    424,
    'The system encountered an unexpected error during processing. Try your request again.',
  ],
  ThrottlingException: [429, 'Too many requests, please wait before trying again.'],
  ModelNotReadyException: [429, 'Model is not ready for inference. Please wait and try your request again.'],
  InternalServerException: [
    500,
    'The system encountered an unexpected error during processing. Try your request again.',
  ],
  ServiceUnavailableException: [503, 'Bedrock is unable to process your request.'],
} as const satisfies Record<string, readonly [number, string]>;

/** Any error Bedrock answers with over HTTP. */
export type AwsErrorName = keyof typeof AWS_ERRORS;

/** A refusal on its way to the client. `capitalMessage`: the front door writes `Message` for bearer keys. */
export class AwsError extends Error {
  readonly code: AwsErrorName;
  readonly status: number;
  readonly capitalMessage: boolean;

  constructor(code: AwsErrorName, message?: string, options: { capitalMessage?: boolean } = {}) {
    super(message ?? AWS_ERRORS[code][1]);
    this.code = code;
    this.status = AWS_ERRORS[code][0];
    this.capitalMessage = options.capitalMessage ?? false;
  }
}

/** A 400 with Bedrock's own text. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
