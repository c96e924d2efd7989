import type { ChatRequest } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { outputInstruction } from '../openai-vocabulary/output-instruction.ts';
import { toolNamesOf } from '../openai-vocabulary/tool-names-of.ts';
import { createWarningList } from '../openai-vocabulary/warning-list.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { arrangeTurns } from './arrange-turns.ts';
import { encodeAssistant, encodeUser } from './encode-messages.ts';
import { encodeSettings } from './encode-settings.ts';
import { type EncodingContext, encodeTools } from './encode-tools.ts';

/** A request that came in another dialect, built from the hub. */
export function encodeForeignRequest(request: ChatRequest, model: string): EncodedRequest {
  const warnings = createWarningList();
  const names = createWireNames(toolNamesOf(request));
  const context: EncodingContext = { names, warnings, model };
  const { tools, described } = encodeTools(request, context);
  const instructions = [
    ...request.system.map(({ text }) => text),
    ...described,
    ...outputInstruction(request, 'Kiro', warnings),
  ];
  const { first, rest } = arrangeTurns(request.messages, warnings);
  const opening = {
    instructions: instructions.filter((text) => text.trim() !== ''),
    isCached: request.system.some(({ cache }) => cache !== undefined),
  };
  const messages = [
    { userInputMessage: encodeUser(first, context, opening) },
    ...rest.map((turn) =>
      turn.role === 'assistant'
        ? { assistantResponseMessage: encodeAssistant(turn, context) }
        : { userInputMessage: encodeUser(turn, context) },
    ),
  ];
  const body = { ...conversation(messages, tools), ...encodeSettings(request, warnings) };
  return {
    body,
    warnings: warnings.all,
    restore: names.restored.size > 0 ? { toolNames: names.restored } : {},
  };
}

/** The last message is the current one, and the only one that lists tools. */
function conversation(messages: readonly JsonObject[], tools: readonly JsonObject[]): JsonObject {
  const history = messages.slice(0, -1);
  const [last = {}] = messages.slice(-1);
  const currentMessage = tools.length === 0 ? last : withTools(last, tools);
  return {
    conversationState: { chatTriggerType: 'MANUAL', agentTaskType: 'vibe', history, currentMessage },
  };
}

/** The message with these tools in its context. */
export function withTools(message: JsonObject, tools: readonly unknown[]): JsonObject {
  const user = asMembers(message['userInputMessage']);
  const context = asMembers(user['userInputMessageContext']);
  return { userInputMessage: { ...user, userInputMessageContext: { ...context, tools } } };
}

function asMembers(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
