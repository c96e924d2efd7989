import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeBlocks, isOwn } from './encode-blocks.ts';
import type { ConverseBody, ConverseContext } from './encode-context.ts';
import { createDocumentNaming } from './encode-media.ts';

/**
 * A Converse client's body as it came: what the model does not take, Bedrock says itself. Only messages are written anew
 * in which something was altered, or that hold another vendor's thinking.
 */
export function encodeOwnRequest(context: ConverseContext, source: JsonObject): ConverseBody {
  const { modelId: _model, ...members } = source;
  return {
    body: {
      ...members,
      messages: context.request.messages.flatMap((message) => encodeOwn(context, message)),
    },
  };
}

function encodeOwn(context: ConverseContext, message: Message): readonly unknown[] {
  if (isJsonObject(message.source) && message.content.every((block) => isOwn(context, block)))
    return [message.source];
  const content = encodeBlocks({ context, nameFor: createDocumentNaming() }, message.content);
  return content.length === 0 ? [] : [{ role: message.role, content }];
}
