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
import { decodeCachePoint, markLast } from './decode-content.ts';

/** `toolConfig.tools`; the vendor's own (`systemTool`) stay native. @throws AppError naming the field */
export function decodeTools(config: JsonObject | undefined): readonly Tool[] {
  const tools: Tool[] = [];
  if (config === undefined) return tools;
  readOptionalArray(config, 'tools', 'toolConfig').forEach((value, index) => {
    const path = pathOf('toolConfig.tools', index);
    const tool = asObject(value, path);
    const cache = decodeCachePoint(tool, path);
    if (cache === undefined) tools.push(decodeTool(tool, path));
    else markLast(tools, cache);
  });
  return tools;
}

/** `toolConfig.toolChoice`: one of `{auto}`, `{any}`, `{tool: {name}}`. @throws AppError */
export function decodeToolChoice(config: JsonObject | undefined): ToolChoice | undefined {
  const path = 'toolConfig.toolChoice';
  const choice = config === undefined ? undefined : readOptionalObject(config, 'toolChoice', 'toolConfig');
  if (choice === undefined) return undefined;
  if (choice['auto'] !== undefined) return { mode: 'auto' };
  if (choice['any'] !== undefined) return { mode: 'any' };
  if (choice['tool'] === undefined) throw invalidRequest(path, `${path} must be auto, any or tool.`);
  return { mode: 'tool', name: readString(asObject(choice['tool'], `${path}.tool`), 'name', `${path}.tool`) };
}

function decodeTool(tool: JsonObject, path: string): Tool {
  if (tool['systemTool'] !== undefined) {
    const at = `${path}.systemTool`;
    return { kind: 'native', name: readString(asObject(tool['systemTool'], at), 'name', at), source: tool };
  }
  const at = `${path}.toolSpec`;
  const spec = asObject(tool['toolSpec'], at);
  const schema = asObject(spec['inputSchema'], `${at}.inputSchema`);
  return {
    kind: 'function',
    name: readString(spec, 'name', at),
    description: readOptionalString(spec, 'description', at),
    inputSchema: asObject(schema['json'], `${at}.inputSchema.json`),
    strict: readOptionalBoolean(spec, 'strict', at),
    source: tool,
  };
}
