import type { JsonObject } from '../../../core/json.ts';

/** The object without some members; the very same object when it has none of them. */
export function withoutKeys(object: JsonObject, keys: readonly string[]): JsonObject {
  if (!keys.some((key) => Object.hasOwn(object, key))) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
