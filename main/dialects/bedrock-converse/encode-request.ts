import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject } from '../../core/json.ts';
import { type ConverseOptions, createConverseContext } from './encode-context.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';

/**
 * A body of Converse without the model, which stands in the path. A Converse client's own body goes as it is wherever
 * nothing has to change. Write it with `stringifyJson`.
 * @throws AppError when the request asks for what the model cannot do
 */
export function encodeConverseRequest(request: ChatRequest, options: ConverseOptions): EncodedRequest {
  const context = createConverseContext(request, options);
  const { source } = request;
  const { body, outputTool } =
    request.dialect === 'bedrock-converse' && isJsonObject(source)
      ? encodeOwnRequest(context, source)
      : encodeForeignRequest(context);
  const toolNames = context.naming.renamed;
  return {
    body,
    warnings: context.warnings.all,
    restore: {
      ...(toolNames === undefined ? {} : { toolNames }),
      ...(outputTool === undefined ? {} : { outputTool }),
    },
  };
}
