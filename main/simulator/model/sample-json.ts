import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';

/** Deeper than any real tool schema; stops schemas that refer to themselves. */
const DEEPEST = 12;

/** The plainest value that satisfies a JSON schema: required members only, first choices, shortest lists. */
export function sampleJson(schema: unknown, root: unknown = schema, depth = 0): unknown {
  const rules = objectOf(schema);
  if (depth > DEEPEST) return null;
  const target = typeof rules['$ref'] === 'string' ? follow(rules['$ref'], root) : undefined;
  if (target !== undefined) return sampleJson(target, root, depth + 1);
  if ('const' in rules) return rules['const'];
  if ('default' in rules) return rules['default'];
  const [firstOf] = [...listOf(rules['enum'])];
  if (firstOf !== undefined) return firstOf;
  const [choice] = [...listOf(rules['anyOf']), ...listOf(rules['oneOf']), ...listOf(rules['allOf'])];
  if (choice !== undefined) return sampleJson(choice, root, depth + 1);
  return sampleOfType(rules, root, depth);
}

function sampleOfType(rules: JsonObject, root: unknown, depth: number): unknown {
  const type = Array.isArray(rules['type']) ? rules['type'][0] : rules['type'];
  switch (type) {
    case 'string':
      return sampleString(rules);
    case 'integer':
    case 'number':
      return typeof rules['minimum'] === 'number' ? rules['minimum'] : 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return rules['items'] === undefined ? [] : [sampleJson(rules['items'], root, depth + 1)];
    default:
      return sampleObject(rules, root, depth);
  }
}

function sampleObject(rules: JsonObject, root: unknown, depth: number): JsonObject {
  const properties = objectOf(rules['properties']);
  const required = listOf(rules['required']).map(String);
  return Object.fromEntries(required.map((name) => [name, sampleJson(properties[name], root, depth + 1)]));
}

function sampleString(rules: JsonObject): string {
  const known: Readonly<Record<string, string>> = {
    date: '2026-11-22',
    'date-time': '2026-11-22T12:00:00Z',
    email: 'ada@example.com',
    uri: 'https://example.com/',
    uuid: '00000000-0000-4000-8000-000000000000',
  };
  return known[textOf(rules['format'])] ?? 'example';
}

function follow(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root);
}
