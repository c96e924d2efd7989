import { invalidRequest } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  asObject,
  readOptionalArray,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import { readToolName } from '../openai-vocabulary/read-tool-name.ts';
import { decodeSchema } from './decode-schema.ts';

/** A function without parameters takes no arguments. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

/** `tools`: each function by itself; Google's own tools, such as `googleSearch`, as they are. @throws AppError */
export function decodeTools(body: JsonObject): Tool[] {
  return readOptionalArray(body, 'tools').flatMap((item, i) => {
    const path = `tools[${i}]`;
    const tool = asObject(item, path);
    const functions = readOptionalArray(tool, 'functionDeclarations', path).map((entry, n) => {
      const place = `${path}.functionDeclarations[${n}]`;
      return decodeFunction(asObject(entry, place), place);
    });
    const natives = Object.keys(tool).filter((key) => key !== 'functionDeclarations' && tool[key] != null);
    return [...functions, ...natives.map((name) => nativeTool(name, tool))];
  });
}

function decodeFunction(declaration: JsonObject, path: string): Tool {
  const schema = readOptionalObject(declaration, 'parameters', path);
  const inputSchema =
    readOptionalObject(declaration, 'parametersJsonSchema', path) ??
    (schema === undefined ? NO_PARAMETERS : decodeSchema(schema));
  return {
    kind: 'function',
    name: readToolName(declaration, path),
    description: readOptionalString(declaration, 'description', path),
    inputSchema,
    source: declaration,
  };
}

function nativeTool(name: string, tool: JsonObject): Tool {
  return { kind: 'native', name, source: { [name]: tool[name] } };
}

const MODES: ReadonlyMap<string, ToolChoice['mode']> = new Map<string, ToolChoice['mode']>([
  ['MODE_UNSPECIFIED', 'auto'],
  ['AUTO', 'auto'],
  // AUTO whose calls keep to their schemas.
  ['VALIDATED', 'auto'],
  ['ANY', 'any'],
  ['NONE', 'none'],
]);

/** `toolConfig.functionCallingConfig`; undefined where nothing is said of it. @throws AppError naming the field */
export function decodeToolChoice(body: JsonObject, tools: readonly Tool[]): ToolChoice | undefined {
  const path = 'toolConfig.functionCallingConfig';
  const config = readOptionalObject(readOptionalObject(body, 'toolConfig') ?? {}, 'functionCallingConfig');
  if (config === undefined || tools.length === 0) return undefined;
  const word = readOptionalString(config, 'mode', path) ?? 'AUTO';
  const mode = MODES.get(word.toUpperCase());
  if (mode === undefined) {
    throw invalidRequest(`${path}.mode`, `${path}.mode must be AUTO, ANY, NONE or VALIDATED, not "${word}".`);
  }
  const allowed = decodeAllowed(config, `${path}.allowedFunctionNames`, tools);
  const [only] = allowed;
  // AUTO ignores the names, and so does NONE.
  if (allowed.length === 0 || word === 'AUTO' || mode === 'none') return { mode };
  return mode === 'any' && allowed.length === 1 ? { mode: 'tool', name: only } : { mode, allowed };
}

function decodeAllowed(config: JsonObject, path: string, tools: readonly Tool[]): string[] {
  return readOptionalArray(config, 'allowedFunctionNames').map((name, i) => {
    if (typeof name !== 'string') throw invalidRequest(`${path}[${i}]`, `${path}[${i}] must be a string.`);
    if (tools.some((tool) => tool.name === name)) return name;
    throw invalidRequest(
      `${path}[${i}]`,
      `${path} names the function "${name}", which is not among the request's tools.`,
    );
  });
}
