import type { AnswerFacet, AnswerFacets } from './answer-facets.ts';
import { ANSWER_LOSSES, type AnswerLoss, REQUEST_LOSSES, type RequestLoss } from './losses.ts';
import type { ConversationName } from './read-conversation.ts';
import type { RequestFacet, RequestFacets } from './request-facets.ts';

/** A facet that is not what it was, and the reason it may be so; without a reason the cell fails. */
export interface Difference<Facet extends string, Why> {
  readonly facet: Facet;
  readonly was: unknown;
  readonly is: unknown;
  readonly loss: Why | undefined;
}

export interface RequestPlace {
  readonly upstream: string;
  readonly conversation: ConversationName;
}

export function compareRequests(
  was: RequestFacets,
  is: RequestFacets,
  { upstream, conversation }: RequestPlace,
): readonly Difference<RequestFacet, RequestLoss>[] {
  const reason = (facet: RequestFacet) =>
    REQUEST_LOSSES.find(
      (loss) =>
        loss.where.includes(upstream) &&
        loss.facets.includes(facet) &&
        (loss.in?.includes(conversation) ?? true),
    );
  return differing(was, is).map(([facet, before, after]) => ({
    facet,
    was: before,
    is: after,
    loss: reason(facet),
  }));
}

export interface AnswerPlace {
  readonly where: string;
  readonly answer: string;
  readonly losses?: readonly AnswerLoss[];
}

export function compareAnswers(
  was: AnswerFacets,
  is: AnswerFacets,
  { where, answer, losses = ANSWER_LOSSES }: AnswerPlace,
): readonly Difference<AnswerFacet, AnswerLoss>[] {
  const reason = (facet: AnswerFacet) =>
    losses.find(
      (loss) =>
        loss.where.includes(where) && loss.facets.includes(facet) && (loss.in?.includes(answer) ?? true),
    );
  return differing(was, is).map(([facet, before, after]) => ({
    facet,
    was: before,
    is: after,
    loss: reason(facet),
  }));
}

function differing<Facets extends RequestFacets | AnswerFacets>(
  was: Facets,
  is: Facets,
): readonly (readonly [keyof Facets & string, unknown, unknown])[] {
  return keysOf(was)
    .map((key) => [key, was[key], is[key]] as const)
    .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after));
}

function keysOf<Facets extends object>(facets: Facets): readonly (keyof Facets & string)[] {
  const keys: (keyof Facets & string)[] = [];
  for (const key in facets) keys.push(key);
  return keys;
}
