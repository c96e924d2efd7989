import { createErrorDecoder } from '../openai-vocabulary/create-error-decoder.ts';

const decoder = createErrorDecoder([
  ['usage_not_included', { code: 'quota_exceeded', retry: 'next' }],
  ['rate_limit_exceeded', { code: 'rate_limited', retry: 'next' }],
  ['server_is_overloaded', { code: 'overloaded', retry: 'next' }],
  ['slow_down', { code: 'overloaded', retry: 'next' }],
  ['invalid_prompt', { code: 'invalid_request', retry: 'never' }],
]);

/** A response with an error status. `body` is the parsed JSON, or the text when it is none. */
export const decodeResponsesError = decoder.decodeError;

/** An error in the middle of a stream: an `error` event, or the response of `response.failed`. */
export const decodeErrorRecord = decoder.decodeErrorRecord;
