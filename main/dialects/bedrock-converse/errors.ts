import type { AppError } from '../../core/app-error.ts';
import type { EncodedError } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { awsExceptionHeaders, encodeAwsFrame } from '../../framing/encode-aws-frame.ts';
import { AWS_NAMES } from './error-names.ts';

/** A refused call as Bedrock's runtime answers it: the name in a header, the message in the body. */
export function encodeError(error: AppError): EncodedError<JsonObject> {
  const { status, name } = AWS_NAMES[error.code];
  return { status, body: { message: messageOf(error) }, headers: { 'x-amzn-errortype': name } };
}

/** The error of a stream that has begun: an exception frame, after which nothing comes. */
export function encodeExceptionFrame(error: AppError): Uint8Array {
  const { exception } = AWS_NAMES[error.code];
  const original = error.upstream?.status;
  const details =
    exception === 'modelStreamErrorException' && original !== undefined
      ? { originalStatusCode: original }
      : {};
  return encodeAwsFrame(
    awsExceptionHeaders(exception),
    JSON.stringify({ message: messageOf(error), ...details }),
  );
}

/** Clients know a prompt that is too long by Bedrock's own words. */
const TOO_LONG = 'Input is too long for requested model.';
const SAYS_SO = /input is too long|prompt is too long|exceed context limit/i;

function messageOf(error: AppError): string {
  const unsaid = error.code === 'context_length_exceeded' && !SAYS_SO.test(error.message);
  return unsaid ? `${TOO_LONG} ${error.message}` : error.message;
}
