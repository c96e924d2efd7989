import type { Tool } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalBoolean, readOptionalObject, readOptionalString } from '../../core/read-field.ts';
import { readToolName } from './read-tool-name.ts';

/** A function without parameters takes no arguments. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

/** A function from the object that holds its name. @throws AppError naming the field */
export function decodeFunctionTool(called: JsonObject, path: string): Tool {
  return {
    kind: 'function',
    name: readToolName(called, path),
    description: readOptionalString(called, 'description', path),
    inputSchema: readOptionalObject(called, schemaKeyOf(called), path) ?? NO_PARAMETERS,
    strict: readOptionalBoolean(called, 'strict', path),
  };
}

/** Where the schema of the arguments is; `input_schema` is Anthropic's name, which some clients send. */
export function schemaKeyOf(called: JsonObject): 'parameters' | 'input_schema' {
  return called['parameters'] == null && called['input_schema'] != null ? 'input_schema' : 'parameters';
}
