import type { ClientDialect } from '../../core/codec.ts';
import { decodeRequest } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createEncoder } from './encode-chunk.ts';
import { encodeError } from './errors.ts';

/** OpenAI Chat Completions as a client speaks it. */
export const openaiChatDialect = {
  name: 'openai-chat',
  decodeRequest,
  createEncoder,
  encodeAnswer,
  encodeError,
  streamContentType: 'text/event-stream; charset=utf-8',
  keepAlive: ': keep-alive\n\n',
} satisfies ClientDialect;
