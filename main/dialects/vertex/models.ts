import { AppError, invalidRequest } from '../../core/app-error.ts';
import type { EndpointAnswer, EndpointCall, Query } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelListing } from '../../core/model-listing.ts';

/** Google's own largest page. */
const LARGEST_PAGE = 1000;

/** `GET …/publishers/{publisher}/models`: whatever kRouter offers may be called under either publisher. */
export function answerModelList(call: EndpointCall, models: readonly ModelListing[]): EndpointAnswer {
  const size = readSize(call.query);
  const from = readToken(call.query);
  const page = models.slice(from, from + size);
  const next = from + size;
  return {
    type: 'answer',
    body: {
      publisherModels: page.map((model) => encodePublisherModel(model, publisherIn(call))),
      ...(next < models.length ? { nextPageToken: String(next) } : {}),
    },
  };
}

/** `GET …/publishers/{publisher}/models/{model}`. @throws AppError model_not_found */
export function answerModel(call: EndpointCall, models: readonly ModelListing[]): EndpointAnswer {
  const id = call.params['model'] ?? '';
  const found = models.find((model) => model.id === id);
  if (found !== undefined) return { type: 'answer', body: encodePublisherModel(found, publisherIn(call)) };
  throw new AppError({
    code: 'model_not_found',
    message: `Publisher Model publishers/${publisherIn(call)}/models/${id} was not found. GET /v1/publishers/google/models lists what kRouter offers.`,
  });
}

function encodePublisherModel(model: ModelListing, publisher: string): JsonObject {
  return {
    name: `publishers/${publisher}/models/${model.id}`,
    versionId: 'default',
    displayName: model.displayName,
    launchStage: 'GA',
  };
}

function publisherIn(call: EndpointCall): string {
  return call.params['publisher'] ?? 'google';
}

function readSize(query: Query): number {
  const text = query['pageSize'];
  if (text === undefined || text === '' || text === '0') return LARGEST_PAGE;
  const size = Number(text);
  if (Number.isInteger(size) && size > 0) return Math.min(size, LARGEST_PAGE);
  throw invalidRequest('pageSize', 'pageSize must be a whole number.');
}

function readToken(query: Query): number {
  const text = query['pageToken'];
  if (text === undefined || text === '') return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidRequest('pageToken', 'pageToken is none that kRouter gave out.');
}
