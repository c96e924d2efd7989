import { unsupported } from '../../core/app-error.ts';
import type { OutputFormat } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalObject, readString } from '../../core/read-field.ts';
import { decodeJsonSchema } from '../openai-vocabulary/decode-json-schema.ts';

/** `response_format`; undefined for plain text. @throws AppError naming the field. */
export function decodeOutputFormat(source: JsonObject): OutputFormat | undefined {
  const format = readOptionalObject(source, 'response_format');
  if (format === undefined || Object.keys(format).length === 0) return undefined;
  const type = readString(format, 'type', 'response_format');
  if (type === 'text') return undefined;
  if (type === 'json_object') return { type: 'json-object' };
  if (type === 'json_schema') {
    const path = 'response_format.json_schema';
    return decodeJsonSchema(asObject(format['json_schema'], path), path);
  }
  throw unsupported(
    'response_format.type',
    `response_format.type is "${type}". Use text, json_object or json_schema.`,
  );
}
