import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeGeminiRequest } from '../gemini/decode-request.ts';
import { encodeGeminiAnswer } from '../gemini/encode-answer.ts';
import { createGeminiEncoder } from '../gemini/encode-stream.ts';
import { encodeGeminiError } from '../gemini/errors.ts';
import type { RecordWriter } from '../gemini/record-writer.ts';
import { openEnvelope, wrapResponse } from './envelope.ts';

/** Gemini Code Assist, as gemini-cli speaks it after a Google login: Gemini's format in an envelope. */
export const antigravityDialect: ClientDialect<string, JsonObject> = {
  name: 'antigravity',
  decodeRequest: (body) => decodeCodeAssist(body, false),
  createEncoder: (request, context) => createGeminiEncoder(request, context, createWriter(context)),
  encodeAnswer: (answer, request, context) =>
    wrapResponse(encodeGeminiAnswer(answer, request, context), context.requestId),
  encodeError: encodeGeminiError,
  streamContentType: 'text/event-stream; charset=utf-8',
  keepAlive: ': keep-alive\n\n',
};

/** The body of `:generateContent` and `:streamGenerateContent`. @throws AppError naming the field */
export function decodeCodeAssist(body: unknown, stream: boolean): ChatRequest {
  const { model, request } = openEnvelope(body);
  return decodeGeminiRequest(request, { model, stream, backend: 'antigravity' });
}

/** An error has no envelope: a reader that looks for the response finds none, and does not take it for an answer. */
function createWriter({ requestId }: AnswerContext): RecordWriter {
  const tail = `,"traceId":${JSON.stringify(requestId)}}\n\n`;
  return {
    record: (json) => `data: {"response":${json}${tail}`,
    error: (json) => `data: ${json}\n\n`,
    end: () => '',
  };
}
