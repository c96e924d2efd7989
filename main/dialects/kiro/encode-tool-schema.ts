import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** Keywords that make the service refuse a request. */
const REFUSED: ReadonlySet<string> = new Set(['additionalProperties', '$schema']);

/** Keywords whose members are schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);

/** Keywords that hold values, not schemas. */
const VALUES: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples', 'required', 'type']);

/** A deeper schema is passed on as it is. */
const MAX_DEPTH = 64;

/** A tool's schema without what the service refuses; always that of an object. */
export function encodeToolSchema(schema: unknown): JsonObject {
  const cleaned = isJsonObject(schema) ? cleanObject(schema, 0) : {};
  return cleaned['type'] === 'object' ? cleaned : { ...cleaned, type: 'object' };
}

function clean(schema: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return schema;
  if (Array.isArray(schema)) return schema.map((item) => clean(item, depth + 1));
  return isJsonObject(schema) ? cleanObject(schema, depth) : schema;
}

function cleanObject(schema: JsonObject, depth: number): JsonObject {
  const cleaned: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(schema)) {
    if (REFUSED.has(key) || (key === 'required' && isEmptyList(value))) continue;
    cleaned[key] = cleanMember(key, value, depth);
  }
  return cleaned;
}

function cleanMember(key: string, value: unknown, depth: number): unknown {
  if (VALUES.has(key)) return value;
  if (!MAPS.has(key) || !isJsonObject(value)) return clean(value, depth + 1);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, clean(schema, depth + 1)]));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
