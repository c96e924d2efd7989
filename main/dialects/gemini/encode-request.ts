import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { createEncodeContext } from './encode-context.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';
import { isGeminiBackend } from './gemini-backend.ts';
import type { GeminiOptions } from './gemini-options.ts';

export type { GeminiOptions };

/**
 * The body of `generateContent` and `streamGenerateContent`, without `model`, which stands in the path or the envelope.
 * A request that came in this format keeps the client's own JSON wherever nothing has to change. Write it with
 * `stringifyJson`.
 * @throws AppError `unsupported` for what the format cannot carry and the model would miss
 */
export function encodeGeminiRequest(request: ChatRequest, options: GeminiOptions): EncodedRequest {
  const context = createEncodeContext(request, options);
  const body =
    isGeminiBackend(request.dialect) && isJsonObject(request.source)
      ? encodeOwnRequest(context, request.source)
      : encodeForeignRequest(context);
  const { restored } = context.names;
  return {
    body,
    warnings: context.warnings.all,
    restore: restored.size > 0 ? { toolNames: restored } : {},
  };
}
