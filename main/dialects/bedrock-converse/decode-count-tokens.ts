import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import { asObject, readString } from '../../core/read-field.ts';
import { decodeBase64String } from '../../framing/base64-text.ts';
import { decodeCountedInvoke } from './decode-invoke.ts';
import { decodeCountedConverse } from './decode-request.ts';

/** The body of CountTokens: a request of Converse, or one of InvokeModel in base64. @throws AppError naming the field */
export function decodeCountTokens(value: unknown, model: string): ChatRequest {
  const input = asObject(asObject(value, 'body')['input'], 'input');
  if (isJsonObject(input['converse'])) return decodeCountedConverse(input['converse'], model);
  const path = 'input.invokeModel';
  const text = decodeBase64String(readString(asObject(input['invokeModel'], path), 'body', path));
  const body = parseJsonObject(text);
  if (body === undefined)
    throw invalidRequest(`${path}.body`, `${path}.body must be base64 of a JSON object.`);
  return decodeCountedInvoke(body, model);
}
