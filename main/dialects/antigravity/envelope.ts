import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';

/** A request of Code Assist: Gemini's own request inside, the model beside it. */
export interface Envelope {
  readonly model: string | undefined;
  readonly request: JsonObject;
}

/** @throws AppError when there is no `request` in it */
export function openEnvelope(body: unknown): Envelope {
  const envelope = asObject(body, 'body');
  const request = asObject(envelope['request'], 'request');
  const model = readOptionalString(envelope, 'model') ?? readOptionalString(request, 'model', 'request');
  return { model, request };
}

/** The response inside a record of a stream, or the record itself where a server leaves the envelope away. */
export function openResponse(record: JsonObject): JsonObject | undefined {
  const { response } = record;
  if (isJsonObject(response)) return response;
  return record['candidates'] === undefined ? undefined : record;
}

/** A response on its way to a client, under the id of its request. */
export function wrapResponse(response: unknown, requestId: string): JsonObject {
  return { response, traceId: requestId };
}
