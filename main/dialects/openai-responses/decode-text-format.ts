import { unsupported } from '../../core/app-error.ts';
import type { OutputFormat } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readOptionalObject, readString } from '../../core/read-field.ts';
import { decodeJsonSchema } from '../openai-vocabulary/decode-json-schema.ts';

/** `text.format`; undefined for plain text. @throws AppError naming the field */
export function decodeTextFormat(source: JsonObject): OutputFormat | undefined {
  const text = readOptionalObject(source, 'text');
  const format = text === undefined ? undefined : readOptionalObject(text, 'format', 'text');
  if (format === undefined || Object.keys(format).length === 0) return undefined;
  switch (readString(format, 'type', 'text.format')) {
    case 'text':
      return undefined;
    case 'json_object':
      return { type: 'json-object' };
    case 'json_schema':
      return decodeFlatOrNested(format);
    default:
      throw unsupported(
        'text.format.type',
        `text.format.type is "${format['type']}". Use text, json_object or json_schema.`,
      );
  }
}

/** Flat here; Chat Completions nests it, and some clients do so here as well. */
function decodeFlatOrNested(format: JsonObject): OutputFormat {
  const nested = format['json_schema'];
  if (isJsonObject(nested)) return decodeJsonSchema(nested, 'text.format.json_schema');
  return decodeJsonSchema(format, 'text.format');
}
