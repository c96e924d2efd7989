import type { ToolUseBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asObject, readOptionalString, readString } from '../../core/read-field.ts';
import { qualifiedName } from './list-tools.ts';
import { NATIVE_TOOLS, type NativeToolName, nativeArguments } from './native-tools.ts';

/** A `function_call` item. The arguments stay the string they were. */
export function decodeFunctionCall(item: JsonObject, path: string): ToolUseBlock {
  const { arguments: args } = item;
  // Some clients send the object itself, or nothing for a call without arguments.
  const json = typeof args === 'string' ? args : args == null ? '' : stringifyJson(args);
  return { ...decodeCall(item, path), arguments: json };
}

/** A `custom_tool_call` item: free text travels through the hub as the one argument of a function, `input`. */
export function decodeCustomCall(item: JsonObject, path: string): ToolUseBlock {
  const input = readOptionalString(item, 'input', path) ?? '';
  return { ...decodeCall(item, path), arguments: JSON.stringify({ input }) };
}

/** A call of a tool that OpenAI defines and the client runs. */
export function decodeNativeCall(name: NativeToolName, item: JsonObject, path: string): ToolUseBlock {
  const { member } = NATIVE_TOOLS[name];
  const args = nativeArguments(name, asObject(item[member], `${path}.${member}`));
  const id = readOptionalString(item, 'call_id', path) ?? readString(item, 'id', path);
  return { type: 'tool-use', id, name, arguments: stringifyJson(args), source: item };
}

function decodeCall(item: JsonObject, path: string): ToolUseBlock {
  const id = readString(item, 'call_id', path);
  const name = qualifiedName(readString(item, 'name', path), readOptionalString(item, 'namespace', path));
  return { type: 'tool-use', id, name, arguments: '', source: item };
}
