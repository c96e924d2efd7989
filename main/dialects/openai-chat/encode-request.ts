import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';
import type { OpenaiChatOptions } from './encode-settings.ts';

/**
 * The body for an OpenAI-compatible upstream, without `model`. A request that came in this dialect starts from the
 * client's own body; any other is built from the hub.
 * @throws AppError `unsupported` for what the format cannot carry and the model would miss
 */
export function encodeOpenaiChatRequest(request: ChatRequest, options: OpenaiChatOptions): EncodedRequest {
  if (request.dialect === 'openai-chat' && isJsonObject(request.source)) {
    return encodeOwnRequest(request, request.source, options);
  }
  return encodeForeignRequest(request, options);
}
