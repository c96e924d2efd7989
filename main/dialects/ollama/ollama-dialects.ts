import type { ChatRequest } from '../../core/chat-request.ts';
import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Voice } from './answer-frame.ts';
import { decodeGenerateRequest } from './decode-generate.ts';
import { decodeChatRequest } from './decode-request.ts';
import { answerEncoder } from './encode-answer.ts';
import { streamEncoder } from './encode-stream.ts';
import { encodeError } from './errors.ts';

/** `/api/chat`, and the voice of everything else under `/api`. */
export const ollamaChatDialect = dialect('chat', decodeChatRequest);

/** `/api/generate`. */
export const ollamaGenerateDialect = dialect('generate', decodeGenerateRequest);

function dialect(
  voice: Voice,
  decodeRequest: (body: unknown) => ChatRequest,
): ClientDialect<string, JsonObject> {
  return {
    name: 'ollama',
    decodeRequest,
    createEncoder: streamEncoder(voice),
    encodeAnswer: answerEncoder(voice),
    encodeError,
    streamContentType: 'application/x-ndjson',
    // Each stream has its own, with its model in it.
    keepAlive: '',
  };
}
