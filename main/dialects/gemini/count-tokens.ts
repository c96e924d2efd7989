import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { TokenCount } from '../../core/provider.ts';
import { asObject } from '../../core/read-field.ts';
import { camel } from './camel-keys.ts';
import { decodeGeminiRequest, type GeminiCall } from './decode-request.ts';

/** The body of `countTokens`: bare `contents`, or a whole request in `generateContentRequest`. @throws AppError */
export function decodeGeminiCount(body: unknown, call: GeminiCall): ChatRequest {
  return decodeGeminiRequest(requestIn(asObject(body, 'body')), call);
}

function requestIn(body: JsonObject): JsonObject {
  const whole = Object.entries(body).find(([key]) => camel(key) === 'generateContentRequest')?.[1];
  return isJsonObject(whole) ? whole : body;
}

/** The answer of `countTokens`. */
export function encodeGeminiCount({ inputTokens }: TokenCount): JsonObject {
  return { totalTokens: inputTokens };
}
