import type { JsonObject } from '../core/json.ts';
import type { ModelListing } from './engine.ts';

/** How one dialect shows models. */
export interface ModelListEncoder {
  list(models: readonly ModelListing[], hasMore: boolean): JsonObject;
  one(model: ModelListing): JsonObject;
}

/** Anthropic's own default and maximum for `limit`. */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

export interface ModelPage {
  readonly models: readonly ModelListing[];
  readonly hasMore: boolean;
}

/** One page, as the query's `limit`, `after_id` and `before_id` ask for it. */
export function pageOf(models: readonly ModelListing[], query: URLSearchParams): ModelPage {
  const limit = readLimit(query.get('limit'));
  const before = indexOf(models, query.get('before_id'));
  if (before !== undefined) {
    const from = Math.max(0, before - limit);
    return { models: models.slice(from, before), hasMore: from > 0 };
  }
  const after = indexOf(models, query.get('after_id'));
  const from = after === undefined ? 0 : after + 1;
  return { models: models.slice(from, from + limit), hasMore: from + limit < models.length };
}

function readLimit(text: string | null): number {
  const limit = Number(text ?? DEFAULT_LIMIT);
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, MAX_LIMIT) : DEFAULT_LIMIT;
}

function indexOf(models: readonly ModelListing[], id: string | null): number | undefined {
  const index = id === null ? -1 : models.findIndex((model) => model.id === id);
  return index === -1 ? undefined : index;
}
