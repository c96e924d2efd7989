import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest, Restore } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { createEncodeContext, type EncodeOptions } from './encode-context.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';

/**
 * A Messages body without `model`, `stream`, `betas` and version: whoever sends it adds what its endpoint wants. A
 * request that came in this dialect keeps the client's own JSON wherever nothing has to change; the source is never
 * written to, so that a request can be encoded again for another model. Write the body with `stringifyJson`.
 * @throws AppError when the request asks for what Claude cannot do.
 */
export function encodeAnthropicRequest(request: ChatRequest, options: EncodeOptions): EncodedRequest {
  const context = createEncodeContext(request, options);
  const { source } = request;
  const { body, outputTool } =
    request.dialect === 'anthropic' && isJsonObject(source)
      ? encodeOwnRequest(context, source)
      : encodeForeignRequest(context);
  const toolNames = context.naming.renamed;
  const restore: Restore = {
    ...(toolNames === undefined ? {} : { toolNames }),
    ...(outputTool === undefined ? {} : { outputTool }),
  };
  return { body, warnings: context.warnings.all, restore };
}
