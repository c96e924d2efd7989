import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest, UpstreamOptions } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { createEncodeContext } from './encode-context.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';
import { type GeminiBackend, isGeminiBackend } from './gemini-backend.ts';

/** What differs between the places where this format is spoken. */
export interface GeminiOptions extends UpstreamOptions {
  /** Whose proofs may go up; `gemini` unless told. */
  readonly backend?: GeminiBackend;
  /** `subset`: schemas as `parameters`, cut down to what older backends take. JSON Schema unless told. */
  readonly schemas?: 'json-schema' | 'subset';
  /** After the backend refused a proof: none goes up, the sentinel stands in. */
  readonly withoutProofs?: boolean;
}

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
