import type { AppError } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeErrorMembers, statusOf } from '../openai-vocabulary/encode-error-members.ts';

/** Status and body for a failed request. The request id travels in a header: OpenAI's body has no place for it. */
export function encodeError(error: AppError): EncodedError<JsonObject> {
  return { status: statusOf(error), body: encodeErrorBody(error) };
}

/** `{"error": {message, type, param, code}}`, also the form of an error inside a stream. */
export function encodeErrorBody(error: AppError): JsonObject {
  return { error: encodeErrorMembers(error) };
}
