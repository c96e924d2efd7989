import { createErrorDecoder } from '../openai-vocabulary/create-error-decoder.ts';

const decoder = createErrorDecoder([]);

/** A response with an error status: `{"error": "…"}`, or the text of a proxy before the server. */
export const decodeOllamaError = decoder.decodeError;

/** A line with `error` in the middle of a stream. */
export const decodeErrorLine = decoder.decodeErrorRecord;
