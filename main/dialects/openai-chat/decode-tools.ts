import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { Tool, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readOptionalString } from '../../core/read-field.ts';
import { decodeCustomTool } from '../openai-vocabulary/decode-custom-tool.ts';
import { decodeFunctionTool } from '../openai-vocabulary/decode-function-tool.ts';
import { decodeCache } from './decode-cache.ts';

/**
 * `tools`, and the deprecated `functions` in their place. Also taken: Anthropic's bare `{name, description,
 * input_schema}` (Cursor sends it) and the flat form of the Responses format; these get no `source`, so that an
 * OpenAI-compatible upstream is sent the proper shape.
 */
export function decodeTools(body: JsonObject, warnings: Warning[]): Tool[] {
  const tools = readOptionalArray(body, 'tools').map((tool, i) => {
    const path = `tools[${i}]`;
    return decodeTool(asObject(tool, path), path, warnings);
  });
  const functions = readOptionalArray(body, 'functions').map((tool, i) => {
    const path = `functions[${i}]`;
    return decodeFunctionTool(asObject(tool, path), path);
  });
  return [...tools, ...functions];
}

function decodeTool(tool: JsonObject, path: string, warnings: Warning[]): Tool {
  const type = readOptionalString(tool, 'type', path) ?? 'function';
  if (type === 'function' && tool['function'] != null) {
    const called = asObject(tool['function'], `${path}.function`);
    const cache = decodeCache(tool) ?? decodeCache(called);
    return { ...decodeFunctionTool(called, `${path}.function`), cache, source: tool };
  }
  if (type === 'custom' && isJsonObject(tool['custom'])) {
    return {
      ...decodeCustomTool(tool['custom'], `${path}.custom`, warnings),
      cache: decodeCache(tool),
      source: tool,
    };
  }
  const isFlat =
    tool['name'] != null && (type === 'function' || (type === 'custom' && tool['input_schema'] != null));
  if (isFlat) return { ...decodeFunctionTool(tool, path), cache: decodeCache(tool) };
  throw notATool(type, path);
}

function notATool(type: string, path: string): Error {
  if (type === 'function' || type === 'custom') {
    return invalidRequest(`${path}.${type}`, `${path}.${type} must be an object with a name.`);
  }
  return unsupported(
    `${path}.type`,
    `${path}.type is "${type}". Only function and custom tools can be used here.`,
  );
}
