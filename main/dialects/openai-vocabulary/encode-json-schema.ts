import type { OutputFormat } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from './present.ts';

/** The members of a `json_schema` output format. The name is required, of the same letters as a function's, 64 at most. */
export function encodeJsonSchema(output: OutputFormat & { readonly type: 'json-schema' }): JsonObject {
  const { schema, description, strict } = output;
  const name = output.name?.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'answer';
  return present({ name, description, schema, strict });
}
