import { AppError, type UpstreamFault } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { retryAfterMs } from '../openai-vocabulary/retry-after.ts';
import { DECODED_ERRORS, type DecodedType, TYPE_BY_STATUS } from './error-types.ts';

const TOO_LONG = /prompt is too long|input is too long|exceeds? (?:the )?context (?:limit|window)/i;
const NO_CREDIT = /credit balance is too low/i;
const LONGEST_MESSAGE = 2000;

/** An HTTP error of the direct API: status, body and headers. */
export function decodeAnthropicError(status: number, body: string, headers: Headers): AppError {
  const parsed = parseJsonObject(body) ?? {};
  const error = isJsonObject(parsed['error']) ? parsed['error'] : {};
  const type = stringOf(error, 'type') ?? TYPE_BY_STATUS[status] ?? 'api_error';
  const message = stringOf(error, 'message') ?? stringOf(parsed, 'message');
  const meaning = meaningOf(type, message ?? '');
  return new AppError({
    ...meaning,
    message: shorten(message ?? `The upstream answered with HTTP ${status} and no explanation.`),
    retryAfterMs: retryAfterMs(headers),
    upstream: { status, name: type, requestId: headers['request-id'] ?? stringOf(parsed, 'request_id') },
  });
}

/** The `error` member of an error event inside a stream. */
export function decodeErrorEvent(event: JsonObject): AppError {
  const error = isJsonObject(event['error']) ? event['error'] : {};
  const type = stringOf(error, 'type') ?? 'api_error';
  const message = stringOf(error, 'message') ?? 'The upstream reported an error without explanation.';
  const requestId = stringOf(event, 'request_id');
  const upstream: UpstreamFault = requestId === undefined ? { name: type } : { name: type, requestId };
  return new AppError({ ...meaningOf(type, message), message: shorten(message), upstream });
}

function meaningOf(type: string, message: string): DecodedType {
  if (type === 'invalid_request_error') {
    if (TOO_LONG.test(message)) return { code: 'context_length_exceeded', retry: 'never' };
    if (NO_CREDIT.test(message)) return { code: 'billing', retry: 'next' };
  }
  const known = Object.hasOwn(DECODED_ERRORS, type) ? DECODED_ERRORS[type] : undefined;
  return known ?? { code: 'upstream_error', retry: 'next' };
}

function stringOf(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function shorten(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
}
