import { unsupported } from '../../core/app-error.ts';
import type { ChatRequest, Tool, ToolChoice, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { withoutNativeTools } from '../openai-vocabulary/without-native-tools.ts';

/** The tools, and what must be told in words because there is no `tool_choice`. */
export interface EncodedTools {
  readonly tools: readonly JsonObject[];
  readonly instruction?: string;
}

/** `tools` as the choice leaves them. @throws AppError when the choice names a tool that is not there */
export function encodeTools(request: ChatRequest, warnings: Warning[]): EncodedTools {
  const offered = withoutNativeTools(request.tools, warnings);
  const { toolChoice } = request;
  if (offered.length === 0 || toolChoice === undefined) return { tools: offered.map(encodeTool) };
  if (toolChoice.parallel === false) {
    warnings.push({
      code: 'dropped',
      param: 'tool_choice',
      detail: 'Ollama cannot hold a model to one call',
    });
  }
  const tools = chosen(offered, toolChoice, warnings).map(encodeTool);
  const isForced = toolChoice.mode === 'any' || toolChoice.mode === 'tool';
  if (!isForced) return { tools };
  warnings.push({ code: 'approximated', param: 'tool_choice', detail: 'the model is asked to, not made to' });
  return { tools, instruction: 'Answer by calling one of the tools.' };
}

function chosen(offered: readonly Tool[], choice: ToolChoice, warnings: Warning[]): readonly Tool[] {
  if (choice.mode === 'none') {
    warnings.push({ code: 'dropped', param: 'tools', detail: 'tool_choice is none' });
    return [];
  }
  const names = choice.mode === 'tool' ? [choice.name ?? ''] : choice.allowed;
  if (names === undefined) return offered;
  return names.map((name) => {
    const tool = offered.find((candidate) => candidate.name === name);
    if (tool !== undefined) return tool;
    throw unsupported('tool_choice', `tool_choice names "${name}", which this provider cannot run.`);
  });
}

function encodeTool({ name, description, inputSchema: parameters, source }: Tool): JsonObject {
  if (isOwn(source)) return source;
  return { type: 'function', function: present({ name, description, parameters }) };
}

/** A tool in the form that Ollama shares with Chat Completions. */
function isOwn(source: unknown): source is JsonObject {
  return isJsonObject(source) && source['type'] === 'function' && isJsonObject(source['function']);
}
