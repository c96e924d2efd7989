import type { ChatRequest, Message, Warning } from '../../core/chat-request.ts';
import type { EncodedRequest, UpstreamOptions } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import { type EncodingContext, encodeMessage, toolNamesById } from './encode-messages.ts';
import { encodeSettings } from './encode-options.ts';
import { encodeTools } from './encode-tools.ts';

/**
 * The body for `/api/chat`, always asked for a stream. A request that came in this dialect keeps the client's own
 * members, messages and options; whatever asked `/api/generate` becomes a chat.
 * @throws AppError `unsupported` for what the format cannot carry and the model would miss
 */
export function encodeOllamaRequest(request: ChatRequest, options: UpstreamOptions): EncodedRequest {
  const warnings: Warning[] = [];
  const { tools, instruction } = encodeTools(request, warnings);
  const context = { warnings, toolNames: toolNamesById(request.messages) };
  const body = {
    ...encodeSettings(request, options, warnings),
    ...ownMembers(request),
    model: options.model,
    messages: [...encodeSystem(request, instruction), ...encodeConversation(request, context)],
    ...(tools.length === 0 ? {} : { tools }),
    stream: true,
  };
  return { body, warnings, restore: {} };
}

/** Members that only Ollama's own clients send and only Ollama understands. */
const OWN_MEMBERS = ['think', 'format', 'keep_alive', 'truncate', 'shift'] as const;

function ownMembers({ dialect, source }: ChatRequest): JsonObject {
  if (dialect !== 'ollama' || !isJsonObject(source)) return {};
  return Object.fromEntries(
    OWN_MEMBERS.flatMap((name) => (source[name] == null ? [] : [[name, source[name]]])),
  );
}

function encodeSystem(request: ChatRequest, instruction: string | undefined): JsonObject[] {
  const text = joinTexts(request.system);
  const content = [text, instruction].filter((part) => part !== undefined && part !== '').join('\n\n');
  return content === '' ? [] : [{ role: 'system', content }];
}

function encodeConversation(request: ChatRequest, context: EncodingContext): JsonObject[] {
  const isOwn = request.dialect === 'ollama';
  return request.messages.flatMap((message) =>
    isOwn && isJsonObject(message.source)
      ? [ownMessage(message.source, message)]
      : encodeMessage(message, context),
  );
}

/** The client's message; only its calls are written anew, for the server takes arguments as an object and no text. */
function ownMessage(source: JsonObject, { content }: Message): JsonObject {
  if (!content.some((block) => block.type === 'tool-use')) return source;
  const [message] = encodeMessage({ role: 'assistant', content }, { warnings: [], toolNames: new Map() });
  return { ...source, tool_calls: message?.['tool_calls'] };
}
