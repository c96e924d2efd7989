import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** Constraints that structured output does not enforce and the API refuses. */
const REFUSED: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** Members whose own members are schemas by name, so that a property called `pattern` is not taken for a constraint. */
const BY_NAME: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions', 'patternProperties']);

/** Members that hold data and no schema. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples', 'required', 'type']);

/**
 * A JSON Schema as `output_config.format` takes it: objects closed, refused constraints told to the model in the
 * description instead of lost.
 */
export function encodeOutputSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(encodeOutputSchema);
  if (!isJsonObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => !REFUSED.has(key));
  const encoded = Object.fromEntries(kept.map(([key, value]) => [key, encodeMember(key, value)]));
  const description = describe(schema);
  return {
    ...encoded,
    ...(description === undefined ? {} : { description }),
    ...(isObjectSchema(schema) ? { additionalProperties: false } : {}),
  };
}

function encodeMember(key: string, value: unknown): unknown {
  if (DATA.has(key)) return value;
  if (BY_NAME.has(key) && isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [name, encodeOutputSchema(schema)]),
    );
  }
  return encodeOutputSchema(value);
}

function describe(schema: JsonObject): string | undefined {
  const lost = Object.entries(schema).filter(([key]) => REFUSED.has(key));
  if (lost.length === 0) return undefined;
  const constraints = lost.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ');
  const own = typeof schema['description'] === 'string' ? `${schema['description']} ` : '';
  return `${own}(${constraints})`;
}

function isObjectSchema(schema: JsonObject): boolean {
  const type = schema['type'];
  return (
    type === 'object' ||
    (Array.isArray(type) && type.includes('object')) ||
    isJsonObject(schema['properties'])
  );
}
