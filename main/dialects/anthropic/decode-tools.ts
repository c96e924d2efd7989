import { invalidRequest } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  asObject,
  pathOf,
  readOptionalArray,
  readOptionalBoolean,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
import { checkPrintable } from './check-printable.ts';
import { decodeCache } from './decode-blocks.ts';

/** `tools`: custom ones become functions, versioned ones (`bash_20250124`, `web_search_…`) stay native. */
export function decodeTools(body: JsonObject): readonly Tool[] {
  return readOptionalArray(body, 'tools').map((tool, index) => decodeTool(tool, pathOf('tools', index)));
}

/** `tool_choice`, when there is one. */
export function decodeToolChoice(body: JsonObject): ToolChoice | undefined {
  const choice = readOptionalObject(body, 'tool_choice');
  if (choice === undefined) return undefined;
  const parallel = readOptionalBoolean(choice, 'disable_parallel_tool_use', 'tool_choice')
    ? false
    : undefined;
  const mode = readString(choice, 'type', 'tool_choice');
  if (mode === 'tool') return { mode, name: readString(choice, 'name', 'tool_choice'), parallel };
  if (mode === 'auto' || mode === 'any' || mode === 'none') return { mode, parallel };
  throw invalidRequest('tool_choice.type', 'tool_choice.type must be auto, any, tool or none.');
}

function decodeTool(value: unknown, path: string): Tool {
  const tool = asObject(value, path);
  const cache = decodeCache(tool, path);
  const type = readOptionalString(tool, 'type', path) ?? 'custom';
  if (type !== 'custom') {
    return { kind: 'native', name: readOptionalString(tool, 'name', path) ?? type, cache, source: tool };
  }
  return {
    kind: 'function',
    name: checkPrintable(readString(tool, 'name', path), pathOf(path, 'name')),
    description: readOptionalString(tool, 'description', path),
    inputSchema: asObject(tool['input_schema'], pathOf(path, 'input_schema')),
    strict: readOptionalBoolean(tool, 'strict', path),
    cache,
    source: tool,
  };
}
