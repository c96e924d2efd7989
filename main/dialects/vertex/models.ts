import { AppError } from '../../core/app-error.ts';
import type { EndpointAnswer, EndpointCall } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { pageOf } from '../gemini/page-models.ts';
import { nameInPath } from './model-name.ts';

/** `GET …/publishers/{publisher}/models`: whatever kRouter offers may be called under either publisher. */
export function answerModelList(call: EndpointCall, models: readonly ModelListing[]): EndpointAnswer {
  const { items, nextPageToken } = pageOf(models, call.query);
  return {
    type: 'answer',
    body: {
      publisherModels: items.map((model) => encodePublisherModel(model, publisherIn(call))),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    },
  };
}

/** `GET …/publishers/{publisher}/models/{model}`. @throws AppError model_not_found */
export function answerModel(call: EndpointCall, models: readonly ModelListing[]): EndpointAnswer {
  const id = nameInPath(call.params['publisher'], call.params['model'] ?? '');
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
  return call.params['publisher'] === 'anthropic' ? 'anthropic' : 'google';
}
