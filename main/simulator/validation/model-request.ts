import type { ModelTraits } from '../catalog/model-traits.ts';
import { type JsonObject, listOf, objectOf } from '../json.ts';

/** A request body on its way through the rules. */
export interface ModelRequest {
  readonly body: JsonObject;
  readonly model: ModelTraits;
  readonly betas: ReadonlySet<unknown>;
}

/** One group of rules: the text of the first one broken, or undefined. */
export type Rule = (request: ModelRequest) => string | undefined;

/** Gathers what the rules read. */
export function makeModelRequest(body: JsonObject, model: ModelTraits): ModelRequest {
  return { body, model, betas: new Set(listOf(body['anthropic_beta'])) };
}

/** How a request asks for thinking. `unasked`: no `thinking` field, on a model that thinks anyway. */
export function thinkingMode(
  request: Pick<ModelRequest, 'body' | 'model'>,
): 'off' | 'enabled' | 'adaptive' | 'unasked' {
  const { type } = objectOf(request.body['thinking']);
  if (type === 'enabled' || type === 'adaptive') return type;
  if (type === 'disabled') return 'off';
  return request.model.thinksUnasked ? 'unasked' : 'off';
}

/** Runs rules in order and stops at the first one broken. */
export function firstBroken(rules: readonly Rule[], request: ModelRequest): string | undefined {
  for (const rule of rules) {
    const text = rule(request);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Runs one check over a list and stops at the first text. */
export function firstText<T>(
  items: readonly T[],
  check: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const text = check(item, index);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The refusal of a member that the schema at this place does not have. */
export function extra(path: string): string {
  return `${path}: Extra inputs are not permitted`;
}
