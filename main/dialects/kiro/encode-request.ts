import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest, UpstreamOptions } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';

/**
 * The body of GenerateAssistantResponse, all but the ids that `nameConversation` adds. A request that came in this
 * format starts from the client's own body; any other is built from the hub.
 * @throws AppError `unsupported` for what the format cannot carry and the model would miss
 */
export function encodeKiroRequest(request: ChatRequest, { model }: UpstreamOptions): EncodedRequest {
  if (request.dialect === 'kiro' && isJsonObject(request.source)) {
    return encodeOwnRequest(request, request.source, model);
  }
  return encodeForeignRequest(request, model);
}

/** Whose the conversation is, and which. */
export interface ConversationNames {
  /** For a body that names none. */
  readonly conversationId: string;
  /** Of the user's account; in place of whatever a client wrote. */
  readonly profileArn?: string;
}

/** The body with its ids. */
export function nameConversation(
  body: JsonObject,
  { conversationId, profileArn }: ConversationNames,
): JsonObject {
  const { profileArn: _clients, conversationState: state, ...rest } = body;
  return {
    conversationState: { conversationId, ...(isJsonObject(state) ? state : {}) },
    ...rest,
    ...(profileArn === undefined ? {} : { profileArn }),
  };
}
