import type { ChatRequest } from '../core/chat-request.ts';
import type { AffinityHold } from './affinity.ts';
import type { AffinityDecision, DecisionCandidate, DecisionRecord } from './decision.ts';
import type { Engine } from './engine.ts';
import { estimateInputTokens } from './estimate-input-tokens.ts';
import { prefixHash } from './prefix-hash.ts';
import { reservedTokens } from './quota-cost.ts';
import { type Candidate, type Ranking, rankTargets } from './rank-targets.ts';
import type { RoutePlan } from './route-plan.ts';
import type { Target } from './target.ts';
import { viewTarget } from './target-view.ts';

/** One request's way through its targets. */
export interface Course {
  readonly order: readonly Candidate[];
  /** Name of the conversation. */
  readonly conversation: string;
  /** Without the attempts, which are yet to come. */
  readonly decision: Omit<DecisionRecord, 'attempts' | 'chosen'>;
  /** Tokens to set aside at a target. */
  tokensAt(target: Target): number;
}

/** Ranks a plan's targets for one request. Synchronous, so that two requests cannot both take the same probe. */
export function plotCourse(engine: Engine, plan: RoutePlan, request: ChatRequest): Course {
  const nowMs = engine.clock.monotonic();
  const conversation = prefixHash(request);
  const hold = engine.affinity.find(conversation, nowMs);
  const inputTokens = estimateInputTokens(request);
  const tokensAt = (target: Target) => {
    const cached = hold?.target === target.key ? hold.cachedTokens : 0;
    const maxTokens = request.maxTokens ?? engine.defaultMaxTokens();
    return reservedTokens(Math.max(0, inputTokens - cached), maxTokens, target);
  };
  const candidates = plan.groups.flatMap((targets, group) =>
    targets.map((target): Candidate => {
      const limit = engine.limits.limitOf(target.provider, target.model);
      const view = viewTarget(engine.records.of(target), { tokens: tokensAt(target), limit }, nowMs);
      return { target, group, view };
    }),
  );
  const ranking = rankTargets(candidates, { hold, nowMs, random: engine.random });
  const decision = {
    asked: plan.asked,
    kind: plan.kind,
    at: engine.clock.now(),
    lead: ranking.lead,
    affinity: affinityOf(conversation, hold, ranking),
    candidates: ranking.order.map(describe),
    excluded: plan.excluded,
  };
  return { order: ranking.order, conversation, decision, tokensAt };
}

function affinityOf(
  conversation: string,
  hold: AffinityHold | undefined,
  ranking: Ranking,
): AffinityDecision {
  if (hold === undefined) return { conversation, state: 'none' };
  const state = ranking.order[0]?.target.key === hold.target ? 'kept' : 'left';
  return { conversation, state, target: hold.target, why: state === 'left' ? ranking.leftCache : undefined };
}

function describe({ target, view }: Candidate): DecisionCandidate {
  const { total, speed, success, headroom } = view.score;
  return {
    target: target.key,
    provider: target.provider.id,
    model: target.model.id,
    region: target.provider.region,
    score: total,
    speed,
    success,
    headroom,
    standing: view.standing,
    why: view.why,
  };
}
