import { unsupported } from '../../core/app-error.ts';
import type { ToolUseBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asObject, readOptionalArray, readOptionalString, readString } from '../../core/read-field.ts';

/** An assistant message's `tool_calls`. Arguments stay the string they were. */
export function decodeToolCalls(message: JsonObject, path: string): ToolUseBlock[] {
  return readOptionalArray(message, 'tool_calls', path).map((call, i) =>
    decodeToolCall(call, `${path}.tool_calls[${i}]`),
  );
}

function decodeToolCall(value: unknown, path: string): ToolUseBlock {
  const call = asObject(value, path);
  const id = readString(call, 'id', path);
  const type = readOptionalString(call, 'type', path) ?? 'function';
  if (type === 'custom') return { ...decodeCustomCall(call, path), id, source: call };
  if (type !== 'function') {
    throw unsupported(`${path}.type`, `${path}.type must be function or custom, not "${type}".`);
  }
  const called = asObject(call['function'], `${path}.function`);
  const name = readString(called, 'name', `${path}.function`);
  return { type: 'tool-use', id, name, arguments: decodeArguments(called['arguments']), source: call };
}

/** Free text travels through the hub as the JSON arguments of a function with one member, `input`. */
function decodeCustomCall(call: JsonObject, path: string): Omit<ToolUseBlock, 'id'> {
  const called = asObject(call['custom'], `${path}.custom`);
  const name = readString(called, 'name', `${path}.custom`);
  const input = readOptionalString(called, 'input', `${path}.custom`) ?? '';
  return { type: 'tool-use', name, arguments: JSON.stringify({ input }) };
}

/** Arguments as JSON text; some clients send the object itself, or nothing for a call without arguments. */
export function decodeArguments(value: unknown): string {
  if (value == null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

/** The deprecated `function_call` of an assistant message, which has no id of its own. */
export function decodeFunctionCall(message: JsonObject, path: string, id: string): ToolUseBlock[] {
  if (message['function_call'] == null) return [];
  const callPath = `${path}.function_call`;
  const call = asObject(message['function_call'], callPath);
  const name = readString(call, 'name', callPath);
  return [{ type: 'tool-use', id, name, arguments: decodeArguments(call['arguments']) }];
}
