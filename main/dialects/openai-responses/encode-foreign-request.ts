import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import { present } from '../openai-vocabulary/present.ts';
import { toolNamesOf } from '../openai-vocabulary/tool-names-of.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { arrangeItems } from './arrange-items.ts';
import { encodeItems } from './encode-items.ts';
import { encodeSettings, type ResponsesOptions } from './encode-settings.ts';
import { type EncodingContext, encodeToolChoice, encodeTools } from './encode-tools.ts';

/** A request that came in another dialect, built from the hub. */
export function encodeForeignRequest(request: ChatRequest, options: ResponsesOptions): EncodedRequest {
  const warnings: Warning[] = [];
  const names = createWireNames(toolNamesOf(request));
  const context: EncodingContext = { names, warnings, isOwn: false, callTypes: callTypesOf(request) };
  const tools = encodeTools(request.tools, context);
  const hasTools = tools.length > 0;
  const instructions = joinTexts(request.system);
  const body = present({
    instructions: instructions === '' ? undefined : instructions,
    input: arrangeItems(request.messages.flatMap((message) => encodeItems(message, context))),
    tools: hasTools ? tools : undefined,
    tool_choice: hasTools ? encodeToolChoice(request.toolChoice, request.tools, context) : undefined,
    parallel_tool_calls: hasTools && request.toolChoice?.parallel === false ? false : undefined,
    ...encodeSettings(request, options, warnings),
  });
  return { body, warnings, restore: names.restored.size > 0 ? { toolNames: names.restored } : {} };
}

/** Free-text tools stay free-text tools. */
function callTypesOf(request: ChatRequest): Map<string, string> {
  const custom = new Set(request.tools.filter((tool) => tool.kind === 'custom').map((tool) => tool.name));
  const types = new Map<string, string>();
  for (const { content } of request.messages) {
    for (const block of content) {
      if (block.type !== 'tool-use') continue;
      types.set(block.id, custom.has(block.name) ? 'custom_tool_call' : 'function_call');
    }
  }
  return types;
}
