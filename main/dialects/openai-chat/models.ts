import type { JsonObject } from '../../core/json.ts';

export interface ListedModel {
  readonly id: string;
  readonly displayName: string;
  /** Seconds since 1970. */
  readonly createdAt?: number;
  readonly ownedBy?: string;
}

/** One model with the members that OpenAI's readers want and those that Anthropic's want. */
export function encodeOpenaiModel(model: ListedModel): JsonObject {
  // An unknown date is the epoch: both formats require one, and Anthropic documents this meaning.
  const created = model.createdAt ?? 0;
  return {
    id: model.id,
    object: 'model',
    type: 'model',
    created,
    created_at: new Date(created * 1000).toISOString(),
    owned_by: model.ownedBy ?? 'krouter',
    display_name: model.displayName,
  };
}

/** `GET /v1/models`: everything in one page. */
export function encodeOpenaiModelList(models: readonly ListedModel[]): JsonObject {
  return {
    object: 'list',
    data: models.map(encodeOpenaiModel),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  };
}
