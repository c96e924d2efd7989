import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';

/** What an upstream of this format said at the end, for a client of the same format. */
export interface FinishSource {
  /** Members of the candidate besides its content: the reason, grounding, ratings. */
  readonly candidate: JsonObject;
  /** Members beside the candidates: the usage with all its details, the feedback on the prompt. */
  readonly response: JsonObject;
}

/** As JSON text, for the `finish` event. */
export function encodeFinishSource(candidate: JsonObject, response: JsonObject): string {
  return JSON.stringify({ candidate, response });
}

/** The same, read; undefined for any other text. */
export function decodeFinishSource(text: string | undefined): FinishSource | undefined {
  const source = text === undefined ? undefined : parseJsonObject(text);
  if (source === undefined) return undefined;
  const { candidate, response } = source;
  return isJsonObject(candidate) && isJsonObject(response) ? { candidate, response } : undefined;
}
