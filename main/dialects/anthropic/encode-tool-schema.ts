import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** A schema Claude takes for a tool's input, and whether it means something else than the client's. */
export interface ToolSchema {
  readonly schema: JsonObject;
  readonly changed: boolean;
}

/** The root must be an object without `anyOf`, `oneOf` and `allOf`; everything below it stays as it is. */
export function encodeToolSchema(schema: unknown): ToolSchema {
  if (!isJsonObject(schema)) return { schema: { type: 'object', properties: {} }, changed: schema != null };
  const root = resolveRoot(schema);
  const variants = UNIONS.flatMap((key) => (Array.isArray(root[key]) ? root[key].filter(isJsonObject) : []));
  if (variants.length > 0)
    return {
      schema: mergeVariants(
        root,
        variants.map((one) => resolveIn(one, root)),
      ),
      changed: true,
    };
  const type = root['type'];
  if (type === 'object') return { schema: root, changed: false };
  if (type === undefined || (Array.isArray(type) && type.includes('object'))) {
    return { schema: { ...root, type: 'object' }, changed: false };
  }
  return { schema: { type: 'object', properties: { value: root }, required: ['value'] }, changed: true };
}

const UNIONS = ['allOf', 'anyOf', 'oneOf'] as const;

/** A root that is only a reference, as some generators write it, becomes what it refers to. */
function resolveRoot(schema: JsonObject): JsonObject {
  const resolved = resolveIn(schema, schema);
  if (resolved === schema) return schema;
  const { $defs, definitions } = schema;
  return {
    ...resolved,
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

function resolveIn(schema: JsonObject, root: JsonObject): JsonObject {
  const path = schema['$ref'];
  const match = typeof path === 'string' ? /^#\/(\$defs|definitions)\/([^/]+)$/.exec(path) : null;
  const group = match === null ? undefined : root[match[1] ?? ''];
  const target = isJsonObject(group) ? group[match?.[2] ?? ''] : undefined;
  return isJsonObject(target) ? target : schema;
}

/** All properties of all variants; required is what the root or every alternative requires. */
function mergeVariants(root: JsonObject, variants: readonly JsonObject[]): JsonObject {
  const properties = new Map<string, unknown>();
  for (const part of [root, ...variants]) {
    const own = isJsonObject(part['properties']) ? part['properties'] : {};
    for (const [name, schema] of Object.entries(own)) addProperty(properties, name, schema);
  }
  const alternatives = Array.isArray(root['allOf'])
    ? []
    : variants.map((variant) => stringsOf(variant['required']));
  const always = Array.isArray(root['allOf'])
    ? variants.flatMap((variant) => stringsOf(variant['required']))
    : (alternatives[0] ?? []).filter((name) => alternatives.every((names) => names.includes(name)));
  const required = [...new Set([...stringsOf(root['required']), ...always])];
  const { allOf: _all, anyOf: _any, oneOf: _one, ...rest } = root;
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

function addProperty(properties: Map<string, unknown>, name: string, schema: unknown): void {
  const earlier = properties.get(name);
  const same = earlier === undefined || JSON.stringify(earlier) === JSON.stringify(schema);
  properties.set(name, same ? schema : { anyOf: [earlier, schema] });
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
