import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeRequest } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createEncoder } from './encode-stream.ts';
import { encodeError } from './errors.ts';

/** OpenAI Chat Completions as a client speaks it. */
export const openaiChatDialect: ClientDialect<string, JsonObject> = {
  name: 'openai-chat',
  decodeRequest,
  createEncoder,
  encodeAnswer,
  encodeError,
  streamContentType: 'text/event-stream; charset=utf-8',
  keepAlive: ': keep-alive\n\n',
};
