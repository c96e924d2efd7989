import { invalidRequest } from '../../core/app-error.ts';
import type { OutputFormat } from '../../core/chat-request.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { asObject, readOptionalObject, readOptionalString, readString } from '../../core/read-field.ts';

const PATH = 'outputConfig.textFormat';

/** `outputConfig.textFormat`: a JSON schema, as text. @throws AppError naming the field */
export function decodeOutputConfig(body: JsonObject): OutputFormat | undefined {
  const config = readOptionalObject(body, 'outputConfig');
  const format = config && readOptionalObject(config, 'textFormat', 'outputConfig');
  if (format === undefined) return undefined;
  if (readString(format, 'type', PATH) !== 'json_schema') {
    throw invalidRequest(`${PATH}.type`, `${PATH}.type must be json_schema.`);
  }
  const at = `${PATH}.structure.jsonSchema`;
  const definition = asObject(asObject(format['structure'], `${PATH}.structure`)['jsonSchema'], at);
  const schema = parseJsonObject(readString(definition, 'schema', at));
  if (schema === undefined)
    throw invalidRequest(`${at}.schema`, `${at}.schema must be the text of a JSON object.`);
  return {
    type: 'json-schema',
    schema,
    name: readOptionalString(definition, 'name', at),
    description: readOptionalString(definition, 'description', at),
  };
}
