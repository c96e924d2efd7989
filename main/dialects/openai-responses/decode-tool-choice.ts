import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  asArray,
  asObject,
  readOptionalBoolean,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
import { qualifiedName } from './list-tools.ts';
import { isNativeToolName } from './native-tools.ts';

/** `tool_choice` and `parallel_tool_calls`. @throws AppError naming the field */
export function decodeToolChoice(body: JsonObject, tools: readonly Tool[]): ToolChoice | undefined {
  const choice = body['tool_choice'] == null ? undefined : decodeChoice(body['tool_choice']);
  const parallel = readOptionalBoolean(body, 'parallel_tool_calls');
  if (choice !== undefined) checkNames(choice, tools);
  if (tools.length === 0 || (choice === undefined && parallel === undefined)) return undefined;
  return { ...(choice ?? { mode: 'auto' }), parallel };
}

const PARAM = 'tool_choice';

const MODES: ReadonlyMap<unknown, ToolChoice['mode']> = new Map([
  ['auto', 'auto'],
  ['none', 'none'],
  ['required', 'any'],
]);

function decodeChoice(value: unknown): ToolChoice {
  const mode = MODES.get(value);
  if (mode !== undefined) return { mode };
  if (typeof value === 'string') {
    throw invalidRequest(PARAM, `${PARAM} must be auto, none, required or name a tool; it is "${value}".`);
  }
  const choice = asObject(value, PARAM);
  if (choice['type'] === 'allowed_tools') return decodeAllowed(choice);
  const name = nameOf(choice, PARAM);
  if (name !== undefined) return { mode: 'tool', name };
  throw unsupported(
    `${PARAM}.type`,
    `${PARAM} asks for the tool "${choice['type']}", which runs only at OpenAI. Use auto, or name one of your own tools.`,
  );
}

/** The hub's name of the tool that is meant; undefined for one that OpenAI runs. */
function nameOf(choice: JsonObject, path: string): string | undefined {
  const type = choice['type'] ?? 'function';
  if (isNativeToolName(type)) return type;
  if (type !== 'function' && type !== 'custom') return undefined;
  const inner = choice[type];
  // Chat Completions nests the name.
  if (isJsonObject(inner)) return readString(inner, 'name', `${path}.${type}`);
  return qualifiedName(readString(choice, 'name', path), readOptionalString(choice, 'namespace', path));
}

function decodeAllowed(choice: JsonObject): ToolChoice {
  const subset = isJsonObject(choice['allowed_tools']) ? choice['allowed_tools'] : choice;
  const tools = asArray(subset['tools'], `${PARAM}.tools`);
  const allowed = tools.flatMap((tool, i) => {
    const path = `${PARAM}.tools[${i}]`;
    return nameOf(asObject(tool, path), path) ?? [];
  });
  const mode = MODES.get(subset['mode'] ?? 'auto');
  if (mode !== 'auto' && mode !== 'any') {
    throw invalidRequest(`${PARAM}.mode`, `${PARAM}.mode must be auto or required.`);
  }
  if (allowed.length > 0) return { mode, allowed };
  if (mode === 'auto') return { mode: 'none' };
  throw unsupported(PARAM, `${PARAM} asks for a call and allows only tools that run at OpenAI.`);
}

function checkNames(choice: ToolChoice, tools: readonly Tool[]): void {
  if (tools.length === 0 && choice.mode !== 'auto' && choice.mode !== 'none') {
    throw invalidRequest(
      PARAM,
      `${PARAM} asks for a tool call, but the request has no tools that can be used.`,
    );
  }
  const wanted = choice.name === undefined ? (choice.allowed ?? []) : [choice.name];
  const missing = wanted.find((name) => !tools.some((tool) => tool.name === name));
  if (missing !== undefined) {
    throw invalidRequest(
      PARAM,
      `${PARAM} names the tool "${missing}", which is not among the request's tools.`,
    );
  }
}
