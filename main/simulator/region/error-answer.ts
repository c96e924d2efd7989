import { randomUUID } from 'node:crypto';
import type { AwsError } from '../aws-error.ts';
import type { SimulatedService } from '../operations/operation.ts';

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const JSON_1_1_TYPE = { 'content-type': 'application/x-amz-json-1.1' } as const;
const CORAL = 'http://internal.amazon.com/coral/com.amazon.bedrock/';

/** What Bedrock's own front door writes when the path names no operation: no error header, a type inside. */
export const UNKNOWN_OPERATION =
  '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}';

/** STS has older names for the same refusals. */
const STS_CODES: Readonly<Partial<Record<AwsError['code'], string>>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  IncompleteSignatureException: 'IncompleteSignature',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  AccessDeniedException: 'AccessDenied',
  ThrottlingException: 'Throttling',
  UnknownOperationException: 'InvalidAction',
};

/** Writes an error the way the service at hand does: REST-JSON for Bedrock, XML for STS, JSON 1.1 for Service Quotas. */
export function errorAnswer(error: AwsError, service: SimulatedService): ErrorAnswer {
  const { status, code, message } = error;
  if (service === 'sts') {
    return { status, headers: { 'content-type': 'text/xml' }, body: stsError(code, message) };
  }
  if (service === 'servicequotas') {
    // This protocol has 400 for whatever is the caller's fault, refusals included.
    const body = JSON.stringify({ __type: code, Message: message });
    return { status: status < 500 ? 400 : status, headers: JSON_1_1_TYPE, body };
  }
  if (service === 'bedrock-mantle') return messagesError(error);
  if (code === 'UnknownOperationException') return { status, headers: JSON_TYPE, body: UNKNOWN_OPERATION };
  const body = JSON.stringify(error.capitalMessage ? { Message: message } : { message });
  return { status, headers: { ...JSON_TYPE, 'x-amzn-errortype': `${code}:${CORAL}` }, body };
}

/** Anthropic's types, by status. */
const MESSAGES_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

/** The Messages endpoint answers in Anthropic's form; a bad signature or key is an authentication error. */
function messagesError({ status, code, message }: AwsError): ErrorAnswer {
  const isIdentity = AUTHENTICATION.has(code);
  const type = isIdentity ? 'authentication_error' : (MESSAGES_TYPES[status] ?? 'api_error');
  const body = JSON.stringify({ type: 'error', error: { type, message }, request_id: `req_${randomUUID()}` });
  return { status: isIdentity ? 401 : status, headers: JSON_TYPE, body };
}

const AUTHENTICATION: ReadonlySet<AwsError['code']> = new Set([
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'IncompleteSignatureException',
  'MissingAuthenticationTokenException',
]);

function stsError(code: AwsError['code'], message: string): string {
  const name = STS_CODES[code] ?? code;
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${name}</Code><Message>${text}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}
