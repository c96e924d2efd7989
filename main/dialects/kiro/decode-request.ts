import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readOptionalString } from '../../core/read-field.ts';
import { warningsUnless } from '../../core/warnings-at.ts';
import { createWarningList } from '../openai-vocabulary/warning-list.ts';
import { decodeCurrentMessage, decodeHistory } from './decode-messages.ts';
import { decodeSettings } from './decode-settings.ts';
import { decodeTools } from './decode-tools.ts';

/** What a message without `modelId` asks for: the service chooses by itself. */
const AUTOMATIC = 'auto';

const STATE = 'conversationState';
const CURRENT = `${STATE}.currentMessage.userInputMessage`;

/** The body of GenerateAssistantResponse or SendMessage, which are always answered with a stream. @throws AppError */
export function decodeRequest(body: unknown): ChatRequest {
  const source = asObject(body, 'body');
  const state = asObject(source[STATE], STATE);
  const current = readCurrent(state);
  const warnings = createWarningList();
  const { tools, context } = readTools(current);
  const history = decodeHistory(readOptionalArray(state, 'history', STATE), warnings);
  const message = decodeCurrentMessage(current, CURRENT, warnings);
  return {
    dialect: 'kiro',
    model: readOptionalString(current, 'modelId', CURRENT)?.trim() || AUTOMATIC,
    stream: true,
    // There are no system messages: what the client wants the model to know stands in the first message.
    system: [],
    messages: [...history, message],
    tools: decodeTools(tools, `${context}.tools`),
    ...decodeSettings(source),
    betas: [],
    warnings: warningsUnless(['kiro'], warnings.all),
    extensions: { kiro: extensionsOf(source, state) },
    source,
  };
}

function readCurrent(state: JsonObject): JsonObject {
  const message = asObject(state['currentMessage'], `${STATE}.currentMessage`);
  return asObject(message['userInputMessage'], CURRENT);
}

function readTools(current: JsonObject): { tools: readonly unknown[]; context: string } {
  const path = `${CURRENT}.userInputMessageContext`;
  const context = current['userInputMessageContext'] ?? {};
  return { tools: readOptionalArray(asObject(context, path), 'tools', path), context: path };
}

/** What has no place in the hub: ids and kinds of task, for the way back into this format. */
function extensionsOf(source: JsonObject, state: JsonObject): JsonObject {
  const { conversationState: _state, ...outer } = source;
  const { history: _history, currentMessage: _current, ...inner } = state;
  return { ...outer, conversationState: inner };
}

/** The conversation's id, which the answer repeats; undefined when the client gave none. */
export function conversationIdOf(request: ChatRequest): string | undefined {
  const { kiro } = request.extensions;
  const state = isJsonObject(kiro) ? kiro[STATE] : undefined;
  const id = isJsonObject(state) ? state['conversationId'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
