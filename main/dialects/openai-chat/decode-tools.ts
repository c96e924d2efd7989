import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { Tool, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  asObject,
  readOptionalArray,
  readOptionalBoolean,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
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
    return decodeFunction(asObject(tool, path), path);
  });
  return [...tools, ...functions];
}

function decodeTool(tool: JsonObject, path: string, warnings: Warning[]): Tool {
  const type = readOptionalString(tool, 'type', path) ?? 'function';
  if (type === 'function' && tool['function'] != null) {
    const called = asObject(tool['function'], `${path}.function`);
    const cache = decodeCache(tool) ?? decodeCache(called);
    return { ...decodeFunction(called, `${path}.function`), cache, source: tool };
  }
  if (type === 'custom' && isJsonObject(tool['custom'])) {
    return {
      ...decodeCustom(tool['custom'], `${path}.custom`, warnings),
      cache: decodeCache(tool),
      source: tool,
    };
  }
  const isFlat =
    tool['name'] != null && (type === 'function' || (type === 'custom' && tool['input_schema'] != null));
  if (isFlat) return { ...decodeFunction(tool, path), cache: decodeCache(tool) };
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

/** A function without parameters takes no arguments. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

function decodeFunction(called: JsonObject, path: string): Tool {
  const schemaKey =
    called['parameters'] == null && called['input_schema'] != null ? 'input_schema' : 'parameters';
  return {
    kind: 'function',
    name: readName(called, path),
    description: readOptionalString(called, 'description', path),
    inputSchema: readOptionalObject(called, schemaKey, path) ?? NO_PARAMETERS,
    strict: readOptionalBoolean(called, 'strict', path),
  };
}

const FREE_TEXT = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
  additionalProperties: false,
} as const;

/** A tool called with free text: for the model a function whose one argument, `input`, is that text. */
function decodeCustom(custom: JsonObject, path: string, warnings: Warning[]): Tool {
  const grammar = grammarOf(custom);
  if (grammar !== undefined) {
    warnings.push({
      code: 'approximated',
      param: `${path}.format`,
      detail: 'the grammar is told, not enforced',
    });
  }
  const description = [readOptionalString(custom, 'description', path), grammar].filter(Boolean).join('\n\n');
  return {
    kind: 'custom',
    name: readName(custom, path),
    description: description === '' ? undefined : description,
    inputSchema: FREE_TEXT,
  };
}

function grammarOf(custom: JsonObject): string | undefined {
  const format = custom['format'];
  if (!isJsonObject(format) || format['type'] !== 'grammar') return undefined;
  const grammar = isJsonObject(format['grammar']) ? format['grammar'] : format;
  return `The input must match this ${grammar['syntax']} grammar:\n${grammar['definition']}`;
}

function readName(holder: JsonObject, path: string): string {
  const name = readString(holder, 'name', path);
  if (name === '') throw invalidRequest(`${path}.name`, `${path}.name must not be empty.`);
  return name;
}
