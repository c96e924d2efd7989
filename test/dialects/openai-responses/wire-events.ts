import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { sseRecords } from '../openai-vocabulary/sse-records.ts';

/** The events of a stream as a client reads them. */
export function wireEvents(stream: string): JsonObject[] {
  return sseRecords(Buffer.from(stream, 'utf8'), []).map((data) => {
    const event: unknown = JSON.parse(data);
    if (!isJsonObject(event)) throw new Error(`not an object: ${data}`);
    return event;
  });
}

/** A member some levels deep; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let inner = value;
  for (const step of path) inner = Object(inner)[step];
  return inner;
}

/** The output items of the response that ends a stream. */
export function finalOutput(stream: string): unknown {
  return at(wireEvents(stream).at(-1), 'response', 'output');
}
