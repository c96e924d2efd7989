import { AppError, type ErrorCode, type Retry } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { type AwsFrameHeaders, headerText } from '../../framing/aws-frame-headers.ts';
import { retryAfterMs } from '../openai-vocabulary/retry-after.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const QUOTA: Meaning = { code: 'quota_exceeded', retry: 'next' };
const OVERLOADED: Meaning = { code: 'overloaded', retry: 'next' };
const TOO_LONG: Meaning = { code: 'context_length_exceeded', retry: 'never' };

/** `reason` says more than the type does. */
const BY_REASON: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['INSUFFICIENT_MODEL_CAPACITY', OVERLOADED],
  ['MODEL_TEMPORARILY_UNAVAILABLE', OVERLOADED],
  ['DAILY_REQUEST_COUNT', QUOTA],
  ['MONTHLY_REQUEST_COUNT', QUOTA],
  ['OVERAGE_REQUEST_LIMIT_EXCEEDED', { code: 'billing', retry: 'next' }],
  ['CONVERSATION_LIMIT_EXCEEDED', QUOTA],
  ['CONTENT_LENGTH_EXCEEDS_THRESHOLD', TOO_LONG],
  ['INVALID_MODEL_ID', { code: 'model_not_found', retry: 'next' }],
  ['TEMPORARILY_SUSPENDED', { code: 'permission', retry: 'next' }],
  ['FEATURE_NOT_SUPPORTED', { code: 'permission', retry: 'next' }],
]);

/** Types without their endings: the wire says ThrottlingException, other versions ThrottlingError. */
const BY_TYPE: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['Throttling', { code: 'rate_limited', retry: 'next' }],
  ['ServiceQuotaExceeded', QUOTA],
  ['Validation', { code: 'invalid_request', retry: 'never' }],
  ['AccessDenied', { code: 'upstream_authentication', retry: 'next' }],
  ['UnrecognizedClient', { code: 'upstream_authentication', retry: 'next' }],
  ['ExpiredToken', { code: 'upstream_authentication', retry: 'next' }],
  ['ResourceNotFound', { code: 'model_not_found', retry: 'next' }],
  ['Conflict', { code: 'upstream_error', retry: 'next' }],
  ['ServiceUnavailable', OVERLOADED],
  ['InternalServer', { code: 'upstream_error', retry: 'same' }],
]);

const BY_STATUS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [400, { code: 'invalid_request', retry: 'never' }],
  [401, { code: 'upstream_authentication', retry: 'next' }],
  [402, { code: 'billing', retry: 'next' }],
  [403, { code: 'upstream_authentication', retry: 'next' }],
  [404, { code: 'model_not_found', retry: 'next' }],
  [413, TOO_LONG],
  [429, { code: 'rate_limited', retry: 'next' }],
  [503, OVERLOADED],
]);

const UNKNOWN: Meaning = { code: 'upstream_error', retry: 'next' };
const SAYS_TOO_LONG = /input is too long|content length exceeds/i;

/** A refused call: status, body and headers. */
export function decodeKiroError(status: number, text: string, headers: Headers): AppError {
  const body = parseJsonObject(text) ?? {};
  const named = bareType(headers['x-amzn-errortype'] ?? textOf(body['__type']) ?? '');
  return toError({ type: named, status, headers }, body);
}

/** A frame that is no event: an exception, or an error of the transport. */
export function decodeStreamFault(headers: AwsFrameHeaders, text: string): AppError {
  const body = parseJsonObject(text) ?? {};
  const message = headerText(headers, ':error-message');
  const named = headerText(headers, ':exception-type') ?? headerText(headers, ':error-code') ?? '';
  // The union calls its one modelled exception `error`; the payload may still name the shape.
  const type = bareType(textOf(body['__type']) ?? named);
  return toError({ type: type === 'error' ? 'InternalServerException' : type }, { message, ...body });
}

/** An event that reports a fault: `{reason, message}`. */
export function decodeFault(payload: JsonObject): AppError {
  return toError({ type: bareType(textOf(payload['__type']) ?? '') }, payload);
}

interface Circumstances {
  readonly type: string;
  readonly status?: number;
  readonly headers?: Headers;
}

function toError({ type, status, headers = {} }: Circumstances, body: JsonObject): AppError {
  const reason = textOf(body['reason']);
  const said = textOf(body['message']) ?? textOf(body['Message']) ?? '';
  const { code, retry } = meaningOf({ type, reason, status, said });
  return new AppError({
    code,
    retry,
    message: messageFor(code, said, reason ?? type),
    retryAfterMs: code === 'rate_limited' || code === 'overloaded' ? retryAfterMs(headers) : undefined,
    upstream: { status, name: reason ?? (type || undefined), requestId: headers['x-amzn-requestid'] },
  });
}

interface Signs {
  readonly type: string;
  readonly reason: string | undefined;
  readonly status: number | undefined;
  readonly said: string;
}

function meaningOf({ type, reason = '', status = 0, said }: Signs): Meaning {
  const byReason = BY_REASON.get(reason);
  if (byReason !== undefined) return byReason;
  const byType = BY_TYPE.get(type.replace(/(Exception|Error)$/, ''));
  const meaning = byType ?? BY_STATUS.get(status) ?? UNKNOWN;
  return meaning.code === 'invalid_request' && SAYS_TOO_LONG.test(said) ? TOO_LONG : meaning;
}

const LONGEST_MESSAGE = 2000;

function messageFor(code: ErrorCode, said: string, name: string): string {
  const text = said.trim().slice(0, LONGEST_MESSAGE);
  if (code === 'upstream_authentication') {
    return 'Kiro refused the sign-in that kRouter sent. Sign in to Kiro again and give kRouter the new token.';
  }
  if (code === 'context_length_exceeded') return text === '' ? 'The prompt is too long for Kiro.' : text;
  const named = name === '' ? 'without explanation' : `with ${name}`;
  return text === '' ? `Kiro refused the request ${named}.` : text;
}

/** `com.amazon.aws.codewhisperer#ThrottlingException:http://…` is a ThrottlingException. */
function bareType(name: string): string {
  return name.split(':')[0]?.split('#').at(-1)?.trim() ?? '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
