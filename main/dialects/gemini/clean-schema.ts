import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** Deeper, or round and round, no backend goes. */
const MAX_DEPTH = 12;

/**
 * JSON Schema as the `Schema` that older backends take: a subset of OpenAPI's, where an unknown keyword is an error. What
 * has no place in it goes into the description; references are written out.
 */
export function cleanSchema(schema: JsonObject): JsonObject {
  return clean(schema, { definitions: schema, depth: 0 });
}

interface Place {
  /** The whole schema, which references point into. */
  readonly definitions: JsonObject;
  readonly depth: number;
}

function clean(given: JsonObject, place: Place): JsonObject {
  if (place.depth > MAX_DEPTH) return { type: 'OBJECT' };
  const schema = mergeAllOf(resolve(given, place), place);
  const inner = { ...place, depth: place.depth + 1 };
  const variants = variantsOf(schema);
  const members: [string, unknown][] = [];
  for (const key of KEPT) if (schema[key] != null) members.push([key, schema[key]]);
  const properties = cleanProperties(schema, inner);
  const description = describe(schema);
  return Object.fromEntries(
    [
      ...members,
      ...typeMembers(schema, variants),
      ...enumMembers(schema),
      ['format', keptFormat(schema)],
      ['description', description],
      ['items', itemsOf(schema, inner)],
      ['properties', properties],
      ['required', requiredOf(schema, properties)],
      ['anyOf', cleanVariants(variants, inner)],
    ].filter(([, value]) => value !== undefined),
  );
}

/** Keywords that mean the same in both. */
const KEPT = [
  'title',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'default',
];

function resolve(schema: JsonObject, place: Place): JsonObject {
  const { $ref: pointer, ...rest } = schema;
  if (typeof pointer !== 'string') return schema;
  let target: unknown = place.definitions;
  for (const name of pointer.replace(/^#\/?/, '').split('/')) {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
    target = isJsonObject(target) && key !== '' ? target[key] : target;
  }
  const found = isJsonObject(target) && target !== place.definitions ? target : { type: 'object' };
  return { ...(typeof found['$ref'] === 'string' ? { type: 'object' } : found), ...rest };
}

function mergeAllOf(schema: JsonObject, place: Place): JsonObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  let merged: JsonObject = rest;
  for (const item of allOf) {
    if (!isJsonObject(item)) continue;
    const part = resolve(item, place);
    merged = {
      ...part,
      ...merged,
      properties: { ...objectOf(part['properties']), ...objectOf(merged['properties']) },
      required: [...listOf(part['required']), ...listOf(merged['required'])],
    };
  }
  return merged;
}

/** Several types that are not null, `anyOf` and `oneOf` are all variants. */
function variantsOf(schema: JsonObject): readonly JsonObject[] {
  const listed = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].filter(isJsonObject);
  const types = typesOf(schema).filter((type) => type !== 'null');
  return listed.length > 0 || types.length < 2 ? listed : types.map((type) => ({ ...schema, type }));
}

function typeMembers(schema: JsonObject, variants: readonly JsonObject[]): [string, unknown][] {
  const types = typesOf(schema);
  const isNullable = types.includes('null') || variants.some(isNull) || schema['nullable'] === true;
  const nullable: [string, unknown][] = isNullable ? [['nullable', true]] : [];
  const real = types.filter((type) => type !== 'null');
  if (real.length > 1 || variants.length > 0) return nullable;
  const type = real[0] ?? impliedType(schema);
  return type === undefined ? nullable : [['type', type.toUpperCase()], ...nullable];
}

function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  const list: readonly unknown[] = Array.isArray(type) ? type : [type];
  return list.flatMap((item) => (typeof item === 'string' ? [item.toLowerCase()] : []));
}

function impliedType(schema: JsonObject): string | undefined {
  if (isJsonObject(schema['properties'])) return 'object';
  if (schema['items'] !== undefined) return 'array';
  return schema['enum'] !== undefined || schema['const'] !== undefined ? 'string' : undefined;
}

function isNull(schema: JsonObject): boolean {
  return schema['type'] === 'null';
}

function cleanVariants(variants: readonly JsonObject[], place: Place): JsonObject[] | undefined {
  const kept = variants.filter((variant) => !isNull(variant)).map((variant) => clean(variant, place));
  return kept.length === 0 ? undefined : kept;
}

/** Choices are texts here; others are told in words. */
function enumMembers(schema: JsonObject): [string, unknown][] {
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']];
  if (!Array.isArray(values)) return [];
  const isText = values.every((value) => typeof value === 'string' || value === null);
  return isText ? [['enum', values.filter((value) => value !== null)]] : [];
}

/** The only formats known; any other is an error for texts. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'enum', 'int32', 'int64', 'float', 'double']);

function keptFormat(schema: JsonObject): unknown {
  return FORMATS.has(schema['format']) ? schema['format'] : undefined;
}

function itemsOf(schema: JsonObject, place: Place): JsonObject | undefined {
  const { items } = schema;
  if (isJsonObject(items)) return clean(items, place);
  return typesOf(schema).includes('array') ? { type: 'STRING' } : undefined;
}

function cleanProperties(schema: JsonObject, place: Place): JsonObject | undefined {
  const entries = Object.entries(objectOf(schema['properties']));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isJsonObject(inner) ? clean(inner, place) : { type: 'STRING' }]),
  );
}

function requiredOf(schema: JsonObject, properties: JsonObject | undefined): readonly unknown[] | undefined {
  const named = listOf(schema['required']).filter(
    (name) => typeof name === 'string' && properties !== undefined && Object.hasOwn(properties, name),
  );
  return named.length === 0 ? undefined : [...new Set(named)];
}

/** Constraints without a keyword, said in words so that the model still knows of them. */
const TOLD = ['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'uniqueItems'];

function describe(schema: JsonObject): string | undefined {
  const told = TOLD.filter((key) => schema[key] != null && schema[key] !== false);
  const notes = told.map((key) => `${key}: ${JSON.stringify(schema[key])}`);
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']];
  if (Array.isArray(values) && values.some((value) => typeof value !== 'string' && value !== null)) {
    notes.push(`one of ${JSON.stringify(values)}`);
  }
  const own = typeof schema['description'] === 'string' ? schema['description'] : '';
  if (notes.length === 0) return own === '' ? undefined : own;
  return `${own === '' ? '' : `${own} `}(${notes.join(', ')})`;
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
