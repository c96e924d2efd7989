import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';
import { decodeGeminiRequest } from './decode-request.ts';
import { encodeGeminiAnswer } from './encode-answer.ts';
import { createGeminiEncoder } from './encode-stream.ts';
import { encodeGeminiError, encodeGeminiErrorList } from './errors.ts';
import { createListWriter, createSseWriter } from './record-writer.ts';

/** Google's `generateContent`, and its stream with `alt=sse`. A body by itself must name its model. */
export const geminiDialect: ClientDialect<string, JsonObject> = {
  name: 'gemini',
  decodeRequest: decodeBody,
  createEncoder: (request, context) => createGeminiEncoder(request, context, createSseWriter()),
  encodeAnswer: encodeGeminiAnswer,
  encodeError: encodeGeminiError,
  streamContentType: 'text/event-stream; charset=utf-8',
  keepAlive: ': keep-alive\n\n',
};

/** The stream without `alt=sse`: one JSON list, errors too. White space between its items means nothing. */
export const geminiListDialect: ClientDialect<string, readonly JsonObject[]> = {
  name: 'gemini',
  decodeRequest: decodeBody,
  createEncoder: (request, context) => createGeminiEncoder(request, context, createListWriter()),
  encodeAnswer: encodeGeminiAnswer,
  encodeError: encodeGeminiErrorList,
  streamContentType: 'application/json; charset=utf-8',
  keepAlive: '\n',
};

function decodeBody(body: unknown) {
  const model = readOptionalString(asObject(body, 'body'), 'model');
  return decodeGeminiRequest(body, { model, stream: false });
}
