import { unsupported } from '../../core/app-error.ts';
import type { OutputFormat } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  asObject,
  readOptionalBoolean,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';

/** `response_format`; undefined for plain text. @throws AppError naming the field. */
export function decodeOutputFormat(source: JsonObject): OutputFormat | undefined {
  const format = readOptionalObject(source, 'response_format');
  if (format === undefined || Object.keys(format).length === 0) return undefined;
  const type = readString(format, 'type', 'response_format');
  if (type === 'text') return undefined;
  if (type === 'json_object') return { type: 'json-object' };
  if (type === 'json_schema') return decodeJsonSchema(format['json_schema']);
  throw unsupported(
    'response_format.type',
    `response_format.type is "${type}". Use text, json_object or json_schema.`,
  );
}

function decodeJsonSchema(value: unknown): OutputFormat {
  const path = 'response_format.json_schema';
  const format = asObject(value, path);
  return {
    type: 'json-schema',
    schema: asObject(format['schema'], `${path}.schema`),
    name: readOptionalString(format, 'name', path),
    description: readOptionalString(format, 'description', path),
    strict: readOptionalBoolean(format, 'strict', path),
  };
}
