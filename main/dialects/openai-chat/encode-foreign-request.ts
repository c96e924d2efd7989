import type { ChatRequest, Message, Warning } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { toolNamesOf } from '../openai-vocabulary/tool-names-of.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { encodeMessage, encodeSystem } from './encode-messages.ts';
import { encodeSettings, type OpenaiChatOptions } from './encode-settings.ts';
import { encodeToolChoice, encodeTools } from './encode-tools.ts';
import { pairToolResults } from './pair-tool-results.ts';

/** A request that came in another dialect, built from the hub. */
export function encodeForeignRequest(request: ChatRequest, options: OpenaiChatOptions): EncodedRequest {
  const warnings: Warning[] = [];
  const names = createWireNames(toolNamesOf(request));
  const context = { names, warnings, isOwn: false };
  const messages = mergeUserTurns(request.messages).flatMap((message) => encodeMessage(message, context));
  const tools = encodeTools(request.tools, context);
  const hasTools = tools.length > 0;
  const choice = hasTools ? encodeToolChoice(request.toolChoice, request.tools, context) : undefined;
  const isSerial = hasTools && request.toolChoice?.parallel === false;
  const body = {
    messages: [...encodeSystem(request.system), ...pairToolResults(messages)],
    ...(hasTools ? { tools } : {}),
    ...(choice === undefined ? {} : { tool_choice: choice }),
    ...(isSerial ? { parallel_tool_calls: false } : {}),
    ...encodeSettings(request, options, warnings),
  };
  return { body, warnings, restore: names.restored.size > 0 ? { toolNames: names.restored } : {} };
}

/** All results of one step must stand together, before anything else the user says. */
function mergeUserTurns(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role !== 'user' || message.role !== 'user') merged.push(message);
    else merged[merged.length - 1] = { role: 'user', content: [...last.content, ...message.content] };
  }
  return merged;
}
