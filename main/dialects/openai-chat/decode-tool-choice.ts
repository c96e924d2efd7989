import { invalidRequest } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, asObject, readOptionalBoolean, readString } from '../../core/read-field.ts';

/** `tool_choice` and `parallel_tool_calls`, or the deprecated `function_call`. @throws AppError naming the field */
export function decodeToolChoice(body: JsonObject, tools: readonly Tool[]): ToolChoice | undefined {
  const isLegacy = body['tool_choice'] == null && body['function_call'] != null;
  const param = isLegacy ? 'function_call' : 'tool_choice';
  const choice = body[param] == null ? undefined : decodeChoice(body[param], param);
  if (choice !== undefined) checkNames(choice, param, tools);
  if (tools.length === 0) return undefined;
  const parallel = parallelOf(body, choice);
  if (choice === undefined && parallel === undefined) return undefined;
  return { ...(choice ?? { mode: 'auto' }), parallel };
}

/** The deprecated form has room for one call per turn. */
function parallelOf(body: JsonObject, choice: ToolChoice | undefined): boolean | undefined {
  if (body['tools'] == null && body['functions'] != null) return false;
  return readOptionalBoolean(body, 'parallel_tool_calls') ?? choice?.parallel;
}

const MODES: ReadonlyMap<unknown, ToolChoice['mode']> = new Map([
  ['auto', 'auto'],
  ['none', 'none'],
  ['required', 'any'],
  ['any', 'any'],
]);

function decodeChoice(value: unknown, param: string): ToolChoice {
  const mode = MODES.get(value);
  if (mode !== undefined) return { mode };
  if (typeof value === 'string') throw unknownChoice(param, value);
  const choice = asObject(value, param);
  switch (choice['type']) {
    case 'function':
    case 'custom':
      return { mode: 'tool', name: nameIn(choice, param) };
    case 'allowed_tools':
      return decodeAllowed(choice, param);
    case undefined:
      return { mode: 'tool', name: nameIn(choice, param) };
    default:
      return decodeAnthropicChoice(choice, param);
  }
}

/** `{type, function: {name}}`, or the name beside the type. */
function nameIn(choice: JsonObject, path: string): string {
  const kind = isJsonObject(choice['custom']) ? 'custom' : 'function';
  const inner = choice[kind];
  return isJsonObject(inner)
    ? readString(inner, 'name', `${path}.${kind}`)
    : readString(choice, 'name', path);
}

function decodeAllowed(choice: JsonObject, param: string): ToolChoice {
  const path = `${param}.allowed_tools`;
  const subset = asObject(choice['allowed_tools'] ?? choice, path);
  const allowed = asArray(subset['tools'], `${path}.tools`).map((tool, i) => {
    const toolPath = `${path}.tools[${i}]`;
    return nameIn(asObject(tool, toolPath), toolPath);
  });
  const mode = MODES.get(subset['mode'] ?? 'auto');
  if (mode === 'auto' || mode === 'any') return { mode, allowed };
  throw invalidRequest(`${path}.mode`, `${path}.mode must be auto or required.`);
}

function decodeAnthropicChoice(choice: JsonObject, param: string): ToolChoice {
  const parallel = choice['disable_parallel_tool_use'] === true ? false : undefined;
  if (choice['type'] === 'tool') return { mode: 'tool', name: readString(choice, 'name', param), parallel };
  const mode = MODES.get(choice['type']);
  if (mode === undefined) throw unknownChoice(`${param}.type`, JSON.stringify(choice['type']));
  return { mode, parallel };
}

function checkNames(choice: ToolChoice, param: string, tools: readonly Tool[]): void {
  if (tools.length === 0 && choice.mode !== 'auto' && choice.mode !== 'none') {
    throw invalidRequest(param, `${param} asks for a tool call, but the request has no tools.`);
  }
  const wanted = choice.name === undefined ? (choice.allowed ?? []) : [choice.name];
  const missing = wanted.find((name) => !tools.some((tool) => tool.name === name));
  if (missing !== undefined) {
    throw invalidRequest(
      param,
      `${param} names the tool "${missing}", which is not among the request's tools.`,
    );
  }
}

function unknownChoice(param: string, value: string): Error {
  return invalidRequest(param, `${param} must be auto, none, required or name a tool; it is ${value}.`);
}
