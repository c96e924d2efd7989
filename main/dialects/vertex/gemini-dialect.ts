import type { ChatRequest } from '../../core/chat-request.ts';
import type { ClientDialect } from '../../core/codec.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';
import { decodeGeminiRequest } from '../gemini/decode-request.ts';
import { geminiDialect, geminiListDialect } from '../gemini/gemini-dialect.ts';
import { bareModelName } from './model-name.ts';

/** Gemini on Vertex: Google's answers and errors, with proofs that are Vertex's own. */
export const vertexGeminiDialect = {
  ...geminiDialect,
  name: 'vertex',
  decodeRequest: decodeBody,
} satisfies ClientDialect;

/** The stream without `alt=sse`: one JSON list. */
export const vertexGeminiListDialect = {
  ...geminiListDialect,
  name: 'vertex',
  decodeRequest: decodeBody,
} satisfies ClientDialect;

/** A body by itself, its model inside. @throws AppError */
function decodeBody(body: unknown): ChatRequest {
  const model = readOptionalString(asObject(body, 'body'), 'model');
  const bare = model === undefined ? undefined : bareModelName(model);
  return decodeGeminiRequest(body, { model: bare, stream: false, backend: 'vertex' });
}
