import type { Tool, Warning } from '../../core/chat-request.ts';
import { isJsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';
import { decodeCustomTool } from '../openai-vocabulary/decode-custom-tool.ts';
import { decodeFunctionTool, schemaKeyOf } from '../openai-vocabulary/decode-function-tool.ts';
import { decodeCache } from './decode-cache.ts';
import { type ListedTool, qualifiedName } from './list-tools.ts';
import { isNativeToolName, NATIVE_TOOLS } from './native-tools.ts';

/**
 * The tools of a request. Those the client runs become functions where they are not; those that OpenAI runs on its own
 * servers are named in a warning and left out.
 */
export function decodeTools(listed: readonly ListedTool[], warnings: Warning[]): Tool[] {
  return listed.flatMap((entry) => decodeTool(entry, warnings));
}

function decodeTool(entry: ListedTool, warnings: Warning[]): Tool[] {
  const { tool, path } = entry;
  const type = readOptionalString(tool, 'type', path) ?? 'function';
  if (type === 'function') return [decodeFunction(entry)];
  if (type === 'custom') return [decodeCustom(entry, warnings)];
  if (isNativeToolName(type)) {
    const { description, inputSchema } = NATIVE_TOOLS[type];
    return [{ kind: 'function', name: type, description, inputSchema, source: tool }];
  }
  warnings.push({ code: 'dropped', param: path, detail: `${type} runs only at OpenAI` });
  return [];
}

function decodeFunction({ tool, path, namespace }: ListedTool): Tool {
  // Chat Completions nests the function; some clients do so here as well.
  const nested = isJsonObject(tool['function']) ? tool['function'] : undefined;
  const called =
    nested === undefined ? decodeFunctionTool(tool, path) : decodeFunctionTool(nested, `${path}.function`);
  const isProper = nested === undefined && schemaKeyOf(tool) === 'parameters';
  return {
    ...called,
    name: qualifiedName(called.name, namespace),
    cache: decodeCache(tool),
    source: isProper ? tool : undefined,
  };
}

function decodeCustom({ tool, path, namespace }: ListedTool, warnings: Warning[]): Tool {
  const called = decodeCustomTool(tool, path, warnings);
  const name = qualifiedName(called.name, namespace);
  return { ...called, name, cache: decodeCache(tool), source: tool };
}
