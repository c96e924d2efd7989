import { type JsonObject, parseJsonObject } from '../../core/json.ts';

/** What every message says, in our own words. */
const OWN: ReadonlySet<string> = new Set(['id', 'type', 'status', 'role', 'content']);

/** Members of an upstream's message that the hub has no name for, e.g. `phase`; `source` is its JSON text. */
export function keptMembers(source: string | undefined): JsonObject {
  const item = source === undefined ? undefined : parseJsonObject(source);
  if (item === undefined) return {};
  return Object.fromEntries(Object.entries(item).filter(([key]) => !OWN.has(key)));
}
