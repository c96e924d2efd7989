import type { AppError } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { ENCODED_ERRORS } from './error-types.ts';

/** Clients that shorten a conversation by themselves look for these words at the start of the message. */
const TOO_LONG_MARK = 'prompt is too long';

/** Status and body of an error, as the Messages API would send them. */
export function encodeError(error: AppError, requestId: string): EncodedError<JsonObject> {
  return { status: ENCODED_ERRORS[error.code].status, body: encodeErrorBody(error, requestId) };
}

/** The body alone: also the data of an `error` event in a stream. */
export function encodeErrorBody(error: AppError, requestId: string): JsonObject {
  const { type } = ENCODED_ERRORS[error.code];
  return { type: 'error', error: { type, message: messageOf(error) }, request_id: requestId };
}

function messageOf(error: AppError): string {
  const unmarked = error.code === 'context_length_exceeded' && !error.message.startsWith(TOO_LONG_MARK);
  return unmarked ? `${TOO_LONG_MARK}: ${error.message}` : error.message;
}
