import type { ChatRequest, Message } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { createWarningList } from '../openai-vocabulary/warning-list.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { withTools } from './encode-foreign-request.ts';
import { encodeAssistant, encodeUser } from './encode-messages.ts';
import { type EncodingContext, encodeTools } from './encode-tools.ts';
import { hasForeignProof } from './proofs.ts';

/**
 * A request that came in this format: the client's body under the target's model id, without other vendors' proofs,
 * and with messages that were altered on the way encoded anew.
 */
export function encodeOwnRequest(request: ChatRequest, source: JsonObject, model: string): EncodedRequest {
  const context: EncodingContext = { names: createWireNames([]), warnings: createWarningList(), model };
  const last = request.messages.length - 1;
  const messages = request.messages.map((message, i) => encodeMessage(message, context, i === last));
  const state = isJsonObject(source['conversationState']) ? source['conversationState'] : {};
  const [current = {}] = messages.slice(-1);
  const isIntact = request.tools.every((tool) => tool.source !== undefined);
  const currentMessage = isIntact ? current : withTools(current, encodeTools(request, context).tools);
  const conversationState = {
    ...state,
    ...(state['history'] === undefined ? {} : { history: messages.slice(0, -1) }),
    currentMessage,
  };
  return { body: { ...source, conversationState }, warnings: context.warnings.all, restore: {} };
}

function encodeMessage(message: Message, context: EncodingContext, isCurrent: boolean): JsonObject {
  const wire = message.extensions?.kiro;
  const members = isJsonObject(wire) ? wire : {};
  const isIntact = message.source !== undefined;
  if (message.role === 'assistant') {
    const encoded = isIntact ? members : { ...members, ...encodeAssistant(turnOf(message), context) };
    return { assistantResponseMessage: withoutForeignProof(encoded) };
  }
  const encoded = isIntact ? members : rebuildUser(message, members, context);
  const names = isCurrent || encoded['modelId'] !== undefined;
  return { userInputMessage: names ? { ...encoded, modelId: context.model } : encoded };
}

function rebuildUser(message: Message, members: JsonObject, context: EncodingContext): JsonObject {
  const encoded = encodeUser(turnOf(message), context);
  const before = members['userInputMessageContext'];
  const after = encoded['userInputMessageContext'];
  const surroundings = { ...(isJsonObject(before) ? before : {}), ...(isJsonObject(after) ? after : {}) };
  const isSurrounded = Object.keys(surroundings).length > 0;
  return {
    ...members,
    ...encoded,
    origin: members['origin'] ?? encoded['origin'],
    ...(isSurrounded ? { userInputMessageContext: surroundings } : {}),
  };
}

function turnOf({ role, content }: Message) {
  return { role, blocks: content };
}

function withoutForeignProof(wire: JsonObject): JsonObject {
  if (!hasForeignProof(wire['reasoningContent'])) return wire;
  const { reasoningContent: _foreign, ...rest } = wire;
  return rest;
}
