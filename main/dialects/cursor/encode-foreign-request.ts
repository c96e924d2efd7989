import type { ChatRequest, Tool } from '../../core/chat-request.ts';
import { isJsonObject } from '../../core/json.ts';
import { offeredTools } from '../openai-vocabulary/offered-tools.ts';
import { outputInstruction } from '../openai-vocabulary/output-instruction.ts';
import { toolNamesOf } from '../openai-vocabulary/tool-names-of.ts';
import { createWireNames, type WireNames } from '../openai-vocabulary/wire-names.ts';
import { encodeMessages } from './encode-messages.ts';
import type { EncodedInference, RunParts } from './run-parts.ts';
import { encodeInferenceRequest } from './wire/inference-request.ts';
import type { AgentTool, CoreMessage } from './wire/inference-types.ts';

/** A request that came in another dialect, built from the hub. */
export function encodeForeignRequest(request: ChatRequest, parts: RunParts): EncodedInference {
  const { names, requestedModel, warnings } = parts;
  const toolNames = createWireNames(toolNamesOf(request));
  if (request.topK !== undefined) warnings.add('dropped', 'top_k', 'Cursor has no such setting');
  const instructions = [
    ...request.system.map(({ text }) => text),
    ...outputInstruction(request, 'Cursor', warnings),
  ].filter((text) => text.trim() !== '');
  const bytes = encodeInferenceRequest({
    ...names,
    messages: [
      ...instructions.map(instruction),
      ...encodeMessages(request.messages, { names: toolNames, warnings }),
    ],
    tools: offeredTools(request, 'Cursor', warnings).map((tool) => encodeTool(tool, toolNames)),
    config: {
      maxTokens: request.maxTokens,
      temperature: request.temperature,
      topP: request.topP,
      stopSequences: request.stopSequences,
    },
    modelId: requestedModel.modelId,
    requestedModel,
  });
  return { bytes, restore: toolNames.restored.size > 0 ? { toolNames: toolNames.restored } : {} };
}

function encodeTool({ name, description = '', inputSchema }: Tool, names: WireNames): AgentTool {
  const schema = isJsonObject(inputSchema) ? inputSchema : { type: 'object', properties: {} };
  return { name: names.encode(name), description, schema };
}

/** A message that stands before the conversation. */
export function instruction(text: string): CoreMessage {
  return { role: 'system', text, parts: [], toolCalls: [], results: [], reasoning: [] };
}
