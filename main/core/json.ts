/** Any JSON value. A number too large for a double is held as a `RawJson` so that its digits survive. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject | { toJSON(): unknown };

/** A JSON object as the outside sent it: nothing is known of its members until they are read. */
export type JsonObject = { readonly [key: string]: unknown };

/** Tells a JSON object from arrays, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses text that ought to be a JSON object; undefined when it is anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
