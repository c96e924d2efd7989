import { AppError, type ErrorCode, type Retry } from '../../core/app-error.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { ERROR_TYPES, type StreamPart } from './wire/inference-types.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const UNKNOWN: Meaning = { code: 'upstream_error', retry: 'next' };
const SIGN_IN: Meaning = { code: 'upstream_authentication', retry: 'next' };
const LIMITED: Meaning = { code: 'rate_limited', retry: 'next' };

/** Connect's codes. */
const BY_CODE: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['canceled', { code: 'upstream_error', retry: 'next' }],
  ['invalid_argument', { code: 'invalid_request', retry: 'never' }],
  ['out_of_range', { code: 'invalid_request', retry: 'never' }],
  ['failed_precondition', { code: 'invalid_request', retry: 'never' }],
  ['deadline_exceeded', { code: 'timeout', retry: 'next' }],
  ['not_found', { code: 'model_not_found', retry: 'next' }],
  ['permission_denied', { code: 'permission', retry: 'next' }],
  ['resource_exhausted', LIMITED],
  ['unimplemented', { code: 'unsupported', retry: 'next' }],
  ['unavailable', { code: 'overloaded', retry: 'next' }],
  ['unauthenticated', SIGN_IN],
  ['aborted', { code: 'upstream_error', retry: 'same' }],
  ['internal', { code: 'upstream_error', retry: 'same' }],
]);

/** The vendor's own names, which `details` hold and which tell more. */
const BY_NAME: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['ERROR_NOT_LOGGED_IN', SIGN_IN],
  ['ERROR_OUTDATED_CLIENT', { code: 'unsupported', retry: 'next' }],
  ['ERROR_RATE_LIMITED', LIMITED],
  ['ERROR_FREE_USER_RATE_LIMIT_EXCEEDED', { code: 'quota_exceeded', retry: 'next' }],
  ['ERROR_BAD_MODEL_NAME', { code: 'model_not_found', retry: 'next' }],
]);

const CODE_BY_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'invalid_argument'],
  [401, 'unauthenticated'],
  [403, 'permission_denied'],
  [404, 'not_found'],
  [429, 'resource_exhausted'],
  [503, 'unavailable'],
  [504, 'deadline_exceeded'],
]);

/** A refused call: gateways answer with a status, and a body that may be Connect's. */
export function decodeCursorError(status: number, text: string): AppError {
  const body = parseJsonObject(text) ?? {};
  const fault = isJsonObject(body['error']) ? body['error'] : body;
  return toError({ code: CODE_BY_STATUS.get(status), ...fault }, status);
}

/** The frame that ends a response; undefined when it ended well. */
export function decodeEndFrame(payload: Uint8Array): AppError | undefined {
  const body = parseJsonObject(Buffer.from(payload).toString('utf8')) ?? {};
  return isJsonObject(body['error']) ? toError(body['error']) : undefined;
}

function toError(fault: JsonObject, status?: number): AppError {
  const name = nameOf(fault['details']);
  const wire = textOf(fault['code']);
  const meaning = BY_NAME.get(name ?? '') ?? BY_CODE.get(wire ?? '') ?? UNKNOWN;
  const said = textOf(fault['message'])?.slice(0, LONGEST_MESSAGE);
  return new AppError({
    ...meaning,
    message: messageFor(meaning, name, said),
    upstream: { status, name: name ?? wire },
  });
}

const LONGEST_MESSAGE = 2000;

function messageFor({ code }: Meaning, name: string | undefined, said: string | undefined): string {
  if (name === 'ERROR_OUTDATED_CLIENT') {
    return 'Cursor no longer speaks this version of its format. Use its command line, or update kRouter.';
  }
  if (code === 'upstream_authentication') {
    return 'Cursor refused the token that kRouter sent. Give kRouter a new one.';
  }
  return said ?? 'Cursor refused the request without explanation.';
}

/** `details[].debug.error`. */
function nameOf(details: unknown): string | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details) {
    const debug = isJsonObject(detail) ? detail['debug'] : undefined;
    const name = isJsonObject(debug) ? textOf(debug['error']) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

const BY_TYPE: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [ERROR_TYPES.inputLimit, { code: 'context_length_exceeded', retry: 'never' }],
  [ERROR_TYPES.rateLimit, LIMITED],
  [ERROR_TYPES.authentication, SIGN_IN],
  [ERROR_TYPES.permission, { code: 'permission', retry: 'next' }],
  [ERROR_TYPES.overloaded, { code: 'overloaded', retry: 'next' }],
]);

/** An error among the parts of an answer. */
export function decodePartError({ type, code, message }: Extract<StreamPart, { kind: 'error' }>): AppError {
  const meaning = BY_TYPE.get(type) ?? UNKNOWN;
  const said = message === '' ? undefined : message.slice(0, LONGEST_MESSAGE);
  return new AppError({
    ...meaning,
    message: messageFor(meaning, undefined, said),
    upstream: { name: code === '' ? undefined : code },
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
