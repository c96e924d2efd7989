import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';
import type { ResponsesOptions } from './encode-settings.ts';

/**
 * The body for an upstream that speaks Responses, without `model`. A request that came in this dialect starts from the
 * client's own body; any other is built from the hub. The answer is always asked for as a stream.
 * @throws AppError `unsupported` for what the format cannot carry and the model would miss
 */
export function encodeResponsesRequest(request: ChatRequest, options: ResponsesOptions): EncodedRequest {
  if (request.dialect === 'openai-responses' && isJsonObject(request.source)) {
    return encodeOwnRequest(request, request.source);
  }
  return encodeForeignRequest(request, options);
}
