import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import { decodeOpenaiChatError } from './decode-error.ts';
import { createOpenaiChatDecoder } from './decode-stream.ts';
import { encodeOpenaiChatRequest } from './encode-request.ts';
import type { OpenaiChatOptions } from './encode-settings.ts';

/** Chat Completions as an upstream, always asked for a stream with its usage record. */
export function createOpenaiChatUpstream(options: OpenaiChatOptions): UpstreamDialect {
  return {
    name: 'openai-chat',
    encodeRequest(request, { model }) {
      const encoded = encodeOpenaiChatRequest({ ...request, stream: true }, options);
      return { ...encoded, body: { model, ...encoded.body } };
    },
    createDecoder: (restore) => decodeSseData(createOpenaiChatDecoder(restore)),
    decodeError: decodeOpenaiChatError,
  };
}

/** The form that all servers but OpenAI's own take. */
export const openaiChatUpstream = createOpenaiChatUpstream({ maxTokensField: 'max_tokens' });
