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
  if (code === 'UnknownOperationException') return { status, headers: JSON_TYPE, body: UNKNOWN_OPERATION };
  const body = JSON.stringify(error.capitalMessage ? { Message: message } : { message });
  return { status, headers: { ...JSON_TYPE, 'x-amzn-errortype': `${code}:${CORAL}` }, body };
}

function stsError(code: AwsError['code'], message: string): string {
  const name = STS_CODES[code] ?? code;
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${name}</Code><Message>${text}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}
