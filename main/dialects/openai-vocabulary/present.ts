import type { JsonObject } from '../../core/json.ts';

/** Drops the members that are undefined. */
export function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
