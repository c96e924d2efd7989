import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { camel } from './camel-keys.ts';

/** Deeper than any schema a client sends; what is below stays as it is. */
const MAX_DEPTH = 64;

/**
 * A `Schema` (a subset of OpenAPI's, its types in capitals) as JSON Schema. What is JSON Schema already stays so: types
 * may be written small, and unknown keywords are kept.
 */
export function decodeSchema(schema: JsonObject, depth = 0): JsonObject {
  if (depth > MAX_DEPTH) return schema;
  const members = new Map<string, unknown>();
  for (const key of Object.keys(schema)) {
    const name = camel(key);
    const value = schema[key];
    if (DROPPED.has(name) || value === undefined) continue;
    members.set(name, decodeMember(name, value, depth));
  }
  const type = typeOf(schema);
  if (type !== undefined) members.set('type', type);
  else if (schema['type'] === 'TYPE_UNSPECIFIED') members.delete('type');
  if (schema['format'] === 'enum') members.delete('format');
  return Object.fromEntries(members);
}

/** `nullable` becomes part of the type; the order of properties is theirs already. */
const DROPPED: ReadonlySet<string> = new Set(['nullable', 'propertyOrdering']);

/** Counts, which protobuf writes as text because they are 64 bits long. */
const COUNTS: ReadonlySet<string> = new Set([
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
]);

const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'not']);
const SCHEMA_LISTS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', '$defs', 'defs', 'definitions']);

function decodeMember(name: string, value: unknown, depth: number): unknown {
  if (COUNTS.has(name) && typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  const decode = (inner: unknown) => (isJsonObject(inner) ? decodeSchema(inner, depth + 1) : inner);
  if (SCHEMAS.has(name)) return decode(value);
  if (SCHEMA_LISTS.has(name) && Array.isArray(value)) return value.map(decode);
  if (SCHEMA_MAPS.has(name) && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
  }
  return value;
}

function typeOf(schema: JsonObject): unknown {
  const { type } = schema;
  if (typeof type !== 'string' || type === 'TYPE_UNSPECIFIED') return undefined;
  const small = type.toLowerCase();
  return schema['nullable'] === true && small !== 'null' ? [small, 'null'] : small;
}
