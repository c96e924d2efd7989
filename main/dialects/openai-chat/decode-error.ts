import { createErrorDecoder } from '../openai-vocabulary/create-error-decoder.ts';

const decoder = createErrorDecoder([]);

/** A response with an error status. `body` is the parsed JSON, or the text when it is none. */
export const decodeOpenaiChatError = decoder.decodeError;

/** An error in the middle of a stream: a record that is no chunk. The status, if any, is inside it. */
export const decodeErrorRecord = decoder.decodeErrorRecord;
