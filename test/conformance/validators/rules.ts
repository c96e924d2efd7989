import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';

/** The objects of a list; of anything else none. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function objectIn(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A complaint when something is not so. */
export function must(isSo: boolean, complaint: string): readonly string[] {
  return isSo ? [] : [complaint];
}

/** Roles take turns, and the first is the user's. */
export function checkTurns(roles: readonly unknown[], user: string): readonly string[] {
  const twice = roles.findIndex((role, index) => index > 0 && role === roles[index - 1]);
  return [
    ...must(roles[0] === user, `the first turn is ${String(roles[0])}'s`),
    ...must(twice === -1, `turn ${twice} repeats the role of the one before`),
  ];
}

/** Every call of a turn is answered in the next one, once, and nothing else is answered there. */
export function checkAnswered(turns: readonly CallTurn[]): readonly string[] {
  return turns.flatMap(({ results }, index) => {
    const asked = [...(turns[index - 1]?.calls ?? [])].toSorted();
    const answered = [...results].toSorted();
    return must(
      JSON.stringify(asked) === JSON.stringify(answered),
      `turn ${index} answers ${JSON.stringify(answered)} where ${JSON.stringify(asked)} is due`,
    );
  });
}

export interface CallTurn {
  readonly calls: readonly string[];
  readonly results: readonly string[];
}

/** Names and ids as most services take them. */
export function checkName(name: unknown, what: string, longest = 64): readonly string[] {
  const isFine = typeof name === 'string' && name.length <= longest && /^[A-Za-z0-9_-]+$/.test(name);
  return must(isFine, `${what} is ${JSON.stringify(name)}`);
}

/** Members that the service would not know. */
export function onlyMembers(object: JsonObject, known: readonly string[], what: string): readonly string[] {
  return Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => `${what}.${name}: unknown`);
}

/** A JSON Schema of an object, which all services want of a tool. */
export function checkSchema(schema: unknown, what: string): readonly string[] {
  return must(/^object$/i.test(String(objectIn(schema)['type'])), `${what} is no object schema`);
}
