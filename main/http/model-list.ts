import type { JsonObject } from '../core/json.ts';
import type { ModelListing } from './engine.ts';

/** How one dialect shows models. */
export interface ModelListEncoder {
  /** @throws AppError when the query is not valid. */
  list(models: readonly ModelListing[], page: ModelPage): JsonObject;
  one(model: ModelListing): JsonObject;
}

/** Anthropic's paging, as it stands in the URL. */
export interface ModelPage {
  readonly limit?: string;
  readonly after_id?: string;
  readonly before_id?: string;
}

/** What a list's query asks for. */
export function readPage(url: string): ModelPage {
  const [, query = ''] = url.split('?', 2);
  const page: { -readonly [name in keyof ModelPage]: string } = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'limit' || name === 'after_id' || name === 'before_id') page[name] = value;
  }
  return page;
}
