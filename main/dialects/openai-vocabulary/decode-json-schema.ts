import type { OutputFormat } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalBoolean, readOptionalString } from '../../core/read-field.ts';

/** The members of a `json_schema` output format; `path` is where they stand. @throws AppError naming the field */
export function decodeJsonSchema(holder: JsonObject, path: string): OutputFormat {
  return {
    type: 'json-schema',
    schema: asObject(holder['schema'], `${path}.schema`),
    name: readOptionalString(holder, 'name', path),
    description: readOptionalString(holder, 'description', path),
    strict: readOptionalBoolean(holder, 'strict', path),
  };
}
