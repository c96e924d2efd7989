import { invalidRequest } from '../../core/app-error.ts';
import type { Tool, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  readOptionalBoolean,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
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

/** A function without parameters takes no arguments. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

function decodeFunction({ tool, path, namespace }: ListedTool): Tool {
  // Chat Completions nests the function; some clients do so here as well.
  const nested = isJsonObject(tool['function']) ? tool['function'] : undefined;
  const holder = nested ?? tool;
  const holderPath = nested === undefined ? path : `${path}.function`;
  const schemaKey =
    holder['parameters'] == null && holder['input_schema'] != null ? 'input_schema' : 'parameters';
  return {
    kind: 'function',
    name: qualifiedName(readName(holder, holderPath), namespace),
    description: readOptionalString(holder, 'description', holderPath),
    inputSchema: readOptionalObject(holder, schemaKey, holderPath) ?? NO_PARAMETERS,
    strict: readOptionalBoolean(holder, 'strict', holderPath),
    cache: decodeCache(tool),
    source: nested === undefined && schemaKey === 'parameters' ? tool : undefined,
  };
}

const FREE_TEXT = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
  additionalProperties: false,
} as const;

/** A tool called with free text: for the model a function whose one argument, `input`, is that text. */
function decodeCustom({ tool, path, namespace }: ListedTool, warnings: Warning[]): Tool {
  const grammar = grammarOf(tool);
  if (grammar !== undefined) {
    const detail = 'the grammar is told, not enforced';
    warnings.push({ code: 'approximated', param: `${path}.format`, detail });
  }
  const description = [readOptionalString(tool, 'description', path), grammar].filter(Boolean).join('\n\n');
  return {
    kind: 'custom',
    name: qualifiedName(readName(tool, path), namespace),
    description: description === '' ? undefined : description,
    inputSchema: FREE_TEXT,
    cache: decodeCache(tool),
    source: tool,
  };
}

function grammarOf(custom: JsonObject): string | undefined {
  const { format } = custom;
  if (!isJsonObject(format) || format['type'] !== 'grammar') return undefined;
  // Flat here, nested in Chat Completions.
  const grammar = isJsonObject(format['grammar']) ? format['grammar'] : format;
  return `The input must match this ${grammar['syntax']} grammar:\n${grammar['definition']}`;
}

function readName(holder: JsonObject, path: string): string {
  const name = readString(holder, 'name', path);
  if (name === '') throw invalidRequest(`${path}.name`, `${path}.name must not be empty.`);
  return name;
}
