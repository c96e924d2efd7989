import { invalidRequest } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';

/** A model to offer. */
export interface ModelEntry {
  readonly id: string;
  readonly displayName: string;
  /** Any date `Date.parse` reads. */
  readonly createdAt?: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
}

/** The query of `GET /v1/models`, as it stands in the URL. */
export interface ModelPage {
  readonly limit?: string;
  readonly after_id?: string;
  readonly before_id?: string;
}

/** The most a page holds, and what a page holds unless asked: few clients ask for a second one. */
const LARGEST_PAGE = 1000;

/** Anthropic: the date of a model whose date is not known. */
const EPOCH = '1970-01-01T00:00:00Z';

/** One page of models. @throws AppError when the query is not valid. */
export function encodeModelList(models: readonly ModelEntry[], page: ModelPage): JsonObject {
  const limit = readLimit(page.limit);
  const { after_id: after, before_id: before } = page;
  const from = after === undefined ? 0 : positionOf(models, after, 'after_id') + 1;
  const to = before === undefined ? models.length : positionOf(models, before, 'before_id');
  const rest = models.slice(from, to);
  // Backwards, a page is what stands right before the id.
  const data = before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
  return {
    data: data.map(encodeModel),
    has_more: data.length < rest.length,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

/** One model, also the answer of `GET /v1/models/{id}`. */
export function encodeModel(model: ModelEntry): JsonObject {
  return {
    type: 'model',
    id: model.id,
    display_name: model.displayName,
    created_at: timestamp(model.createdAt),
    ...(model.contextTokens === undefined ? {} : { max_input_tokens: model.contextTokens }),
    ...(model.maxOutputTokens === undefined ? {} : { max_tokens: model.maxOutputTokens }),
  };
}

function timestamp(date: string | undefined): string {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? EPOCH : new Date(time).toISOString().replace('.000Z', 'Z');
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined) return LARGEST_PAGE;
  const number = Number(limit);
  if (Number.isInteger(number) && number >= 1 && number <= LARGEST_PAGE) return number;
  throw invalidRequest('limit', `limit must be a whole number from 1 to ${LARGEST_PAGE}.`);
}

function positionOf(models: readonly ModelEntry[], id: string, param: string): number {
  const position = models.findIndex((model) => model.id === id);
  if (position !== -1) return position;
  throw invalidRequest(param, `${param} names no model in the list.`);
}
