import { AppError, type ErrorCode, type Retry } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { retryAfterMs } from './retry-after.ts';

/** A response with an error status. `body` is the parsed JSON, or the text when it is none. */
export function decodeResponsesError(status: number, body: unknown, headers: Headers): AppError {
  const fault = readFault(body);
  const { code, retry } = classify(status, fault);
  return new AppError({
    code,
    retry,
    message: messageFor(code, status, fault.message),
    param: code === 'invalid_request' || code === 'unsupported' ? fault.param : undefined,
    retryAfterMs: code === 'rate_limited' || code === 'overloaded' ? retryAfterMs(headers) : undefined,
    upstream: { status, name: fault.code ?? fault.type, requestId: headers['x-request-id'] },
  });
}

/** An error in the middle of a stream: an `error` event, or the response of `response.failed`. */
export function decodeErrorRecord(record: unknown): AppError {
  const fault = readFault(record);
  return decodeResponsesError(fault.status ?? statusOf(fault), record, {});
}

interface Fault {
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly status?: number;
}

/** `{error: {…}}`, `{error: "…"}`, `{detail}`, `{message}`, a list of one of them (Google), or plain text. */
function readFault(body: unknown): Fault {
  if (typeof body === 'string') {
    const parsed = parseJsonObject(body);
    return parsed === undefined ? { message: body } : readFault(parsed);
  }
  if (Array.isArray(body)) return readFault(body.find(isJsonObject));
  if (!isJsonObject(body)) return { message: '' };
  const { error } = body;
  if (typeof error === 'string') return { ...membersOf(body), message: error };
  return membersOf(isJsonObject(error) ? error : body);
}

function membersOf(error: JsonObject): Fault {
  const { code } = error;
  const message = error['message'] ?? error['detail'] ?? error['msg'];
  return {
    message: typeof message === 'string' ? message : message == null ? '' : JSON.stringify(message),
    type: stringOf(error['type']) ?? stringOf(error['status']),
    code: stringOf(code),
    param: stringOf(error['param']),
    status: typeof code === 'number' && code >= 400 && code < 600 ? code : undefined,
  };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

interface Kind {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const BY_STATUS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [400, { code: 'invalid_request', retry: 'never' }],
  [401, { code: 'upstream_authentication', retry: 'next' }],
  [402, { code: 'billing', retry: 'next' }],
  [403, { code: 'permission', retry: 'next' }],
  [404, { code: 'model_not_found', retry: 'next' }],
  [408, { code: 'timeout', retry: 'next' }],
  [409, { code: 'upstream_error', retry: 'same' }],
  [413, { code: 'too_large', retry: 'never' }],
  [422, { code: 'invalid_request', retry: 'never' }],
  [429, { code: 'rate_limited', retry: 'next' }],
  [503, { code: 'overloaded', retry: 'next' }],
  [504, { code: 'timeout', retry: 'next' }],
  // Anthropic's and Cloudflare's word for it, which gateways pass on.
  [529, { code: 'overloaded', retry: 'next' }],
]);

/** Codes and types that tell more than the status does. */
const BY_NAME: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['context_length_exceeded', { code: 'context_length_exceeded', retry: 'never' }],
  ['insufficient_quota', { code: 'quota_exceeded', retry: 'next' }],
  ['usage_not_included', { code: 'quota_exceeded', retry: 'next' }],
  ['rate_limit_exceeded', { code: 'rate_limited', retry: 'next' }],
  ['server_is_overloaded', { code: 'overloaded', retry: 'next' }],
  ['slow_down', { code: 'overloaded', retry: 'next' }],
  ['model_not_found', { code: 'model_not_found', retry: 'next' }],
  ['unsupported_parameter', { code: 'unsupported', retry: 'next' }],
  ['unsupported_value', { code: 'unsupported', retry: 'next' }],
  ['invalid_api_key', { code: 'upstream_authentication', retry: 'next' }],
  ['invalid_prompt', { code: 'invalid_request', retry: 'never' }],
]);

/** How servers without codes say that the prompt is too long. */
const TOO_LONG = /maximum context length|context (length|window|size)|prompt is too long|too many tokens/i;

function classify(status: number, fault: Fault): Kind {
  const named = BY_NAME.get(fault.code ?? '') ?? BY_NAME.get(fault.type ?? '');
  if (named !== undefined) return named;
  if ((status === 400 || status === 413) && TOO_LONG.test(fault.message)) {
    return { code: 'context_length_exceeded', retry: 'never' };
  }
  const byStatus = BY_STATUS.get(status);
  if (byStatus !== undefined) return byStatus;
  return status < 500
    ? { code: 'invalid_request', retry: 'never' }
    : { code: 'upstream_error', retry: 'next' };
}

const STATUS_BY_TYPE: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['permission_error', 403],
  ['rate_limit_error', 429],
  ['rate_limit_exceeded', 429],
  ['tokens', 429],
  ['requests', 429],
  ['overloaded_error', 503],
  ['server_is_overloaded', 503],
  ['timeout', 504],
]);

function statusOf(fault: Fault): number {
  return STATUS_BY_TYPE.get(fault.code ?? '') ?? STATUS_BY_TYPE.get(fault.type ?? '') ?? 502;
}

/** Longest stretch of an upstream's message that is shown, in characters. */
const LONGEST_MESSAGE = 2000;

/** The upstream's words, except about keys: servers tend to repeat the key they were sent. */
function messageFor(code: ErrorCode, status: number, message: string): string {
  if (code === 'upstream_authentication') {
    return 'The provider refused the API key that kRouter sent. Check this provider’s key in the settings.';
  }
  const text = message.trim().slice(0, LONGEST_MESSAGE);
  return text === '' ? `The provider answered with status ${status} and no explanation.` : text;
}
