import { invalidRequest } from './app-error.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** Joins a path and a member for error messages: `messages[2]` + `content` -> `messages[2].content`. */
export function pathOf(base: string, member: string | number): string {
  if (typeof member === 'number') return `${base}[${member}]`;
  return base === '' ? member : `${base}.${member}`;
}

/** A member that must be a string. @throws AppError invalid_request naming the path. */
export function readString(object: JsonObject, key: string, base = ''): string {
  const value = object[key];
  if (typeof value === 'string') return value;
  throw mustBe(pathOf(base, key), 'a string', value);
}

/** A member that may be absent or null. @throws AppError when it is neither that nor a string. */
export function readOptionalString(object: JsonObject, key: string, base = ''): string | undefined {
  return object[key] == null ? undefined : readString(object, key, base);
}

/** A finite number, or absent or null. */
export function readOptionalNumber(object: JsonObject, key: string, base = ''): number | undefined {
  const value = object[key];
  if (value == null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw mustBe(pathOf(base, key), 'a number', value);
}

/** A whole number of at least `min`, or absent or null. */
export function readOptionalInteger(object: JsonObject, key: string, min: number): number | undefined {
  const value = readOptionalNumber(object, key);
  if (value === undefined || (Number.isInteger(value) && value >= min)) return value;
  throw mustBe(key, `a whole number of at least ${min}`, value);
}

/** A boolean, or absent or null. */
export function readOptionalBoolean(object: JsonObject, key: string, base = ''): boolean | undefined {
  const value = object[key];
  if (value == null) return undefined;
  if (typeof value === 'boolean') return value;
  throw mustBe(pathOf(base, key), 'true or false', value);
}

/** A value that must be an object. */
export function asObject(value: unknown, path: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw mustBe(path, 'an object', value);
}

/** A value that must be a list. */
export function asArray(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw mustBe(path, 'a list', value);
}

/** An object, or absent or null. */
export function readOptionalObject(object: JsonObject, key: string, base = ''): JsonObject | undefined {
  const value = object[key];
  return value == null ? undefined : asObject(value, pathOf(base, key));
}

/** A list, or absent or null (then empty). */
export function readOptionalArray(object: JsonObject, key: string, base = ''): readonly unknown[] {
  const value = object[key];
  return value == null ? [] : asArray(value, pathOf(base, key));
}

function mustBe(path: string, expected: string, value: unknown): Error {
  return invalidRequest(path, `${path} must be ${expected}, not ${describe(value)}.`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return `the ${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
  }
  return 'an object';
}
