import { AppError } from '../../core/app-error.ts';
import type { Query } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import { modelCan } from '../../core/model-capabilities.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { present } from '../openai-vocabulary/present.ts';
import { decodeModelName } from './model-name.ts';
import { pageOf } from './page-models.ts';

/** What every model here can be asked for. */
const METHODS = ['generateContent', 'streamGenerateContent', 'countTokens'];

/** One model, also the answer of `GET …/models/{model}`. */
export function encodeGeminiModel(model: ModelListing): JsonObject {
  return present({
    name: `models/${model.id}`,
    version: '001',
    displayName: model.displayName,
    description: `${model.displayName}${model.ownedBy === undefined ? '' : ` by ${model.ownedBy}`}`,
    inputTokenLimit: model.contextTokens,
    outputTokenLimit: model.maxOutputTokens,
    supportedGenerationMethods: METHODS,
    thinking: modelCan(model, 'reasoning'),
  });
}

/** One page of models. @throws AppError when the query is not valid */
export function encodeGeminiModelList(models: readonly ModelListing[], query: Query): JsonObject {
  const { items, nextPageToken } = pageOf(models, query);
  return present({ models: items.map(encodeGeminiModel), nextPageToken });
}

/** The model a path names. @throws AppError model_not_found */
export function findGeminiModel(models: readonly ModelListing[], name: string | undefined): ModelListing {
  const id = decodeModelName(name);
  const found = models.find((model) => model.id === id);
  if (found !== undefined) return found;
  throw new AppError({
    code: 'model_not_found',
    message: `models/${id} is not found. GET /v1beta/models lists the models there are.`,
  });
}
