import type { ChatRequest, Message, Warning } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { encodeMessage, encodeSystem } from './encode-messages.ts';
import { type OpenaiChatOptions, streamMembers } from './encode-settings.ts';
import { type EncodingContext, encodeToolChoice, encodeTools } from './encode-tools.ts';

/**
 * A request that came in this dialect: the client's body with the model taken out, the token limit under the
 * upstream's name, deprecated and foreign shapes made proper, and messages that were altered on the way encoded anew.
 */
export function encodeOwnRequest(
  request: ChatRequest,
  source: JsonObject,
  options: OpenaiChatOptions,
): EncodedRequest {
  const warnings: Warning[] = [];
  const context = { names: createWireNames([]), warnings, isOwn: true };
  const body: JsonObject = {
    ...withoutReplaced(source),
    messages: encodeMessages(request, source, context),
    ...streamMembers(request.stream, source['stream_options']),
    ...(request.maxTokens === undefined ? {} : { [options.maxTokensField]: request.maxTokens }),
    ...encodeOwnTools(request, source, context),
  };
  return { body, warnings, restore: {} };
}

const REPLACED: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'tools',
  'tool_choice',
  'functions',
  'function_call',
]);

function withoutReplaced(source: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !REPLACED.has(key)));
}

function encodeMessages(request: ChatRequest, source: JsonObject, context: EncodingContext): unknown[] {
  const isIntact = request.system.every((block) => block.source !== undefined);
  const system = isIntact ? leadingInstructions(source['messages']) : encodeSystem(request.system);
  const encode = (message: Message) =>
    message.source === undefined ? encodeMessage(message, context) : [message.source];
  return [...system, ...request.messages.flatMap(encode)];
}

function leadingInstructions(messages: unknown): readonly unknown[] {
  if (!Array.isArray(messages)) return [];
  const end = messages.findIndex((message) => !isInstruction(message));
  return end === -1 ? messages : messages.slice(0, end);
}

function isInstruction(message: unknown): boolean {
  return isJsonObject(message) && (message['role'] === 'system' || message['role'] === 'developer');
}

function encodeOwnTools(request: ChatRequest, source: JsonObject, context: EncodingContext): JsonObject {
  if (request.tools.length === 0) return {};
  const tools = request.tools.flatMap((tool) =>
    tool.source === undefined ? encodeTools([tool], context) : [tool.source],
  );
  if (isProper(source['tool_choice'])) return { tools, tool_choice: source['tool_choice'] };
  const choice = encodeToolChoice(request.toolChoice, request.tools, context);
  return {
    tools,
    ...(choice === undefined ? {} : { tool_choice: choice }),
    ...(request.toolChoice?.parallel === false ? { parallel_tool_calls: false } : {}),
  };
}

const PROPER: ReadonlySet<unknown> = new Set([
  'auto',
  'none',
  'required',
  'function',
  'custom',
  'allowed_tools',
]);

/** False for absent choices, Anthropic's forms and the flat ones, which are then written from the hub. */
function isProper(choice: unknown): boolean {
  if (!isJsonObject(choice)) return PROPER.has(choice);
  const type = choice['type'];
  return typeof type === 'string' && PROPER.has(type) && isJsonObject(choice[type]);
}
