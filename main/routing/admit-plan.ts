import type { AppError } from '../core/app-error.ts';
import type { DecisionRecord } from './decision.ts';
import type { Exclusion, RoutePlan } from './route-plan.ts';
import { RoutingError } from './routing-error.ts';
import type { Target } from './target.ts';

/** Keeps requests from targets that could answer and must not be asked at the moment, such as those nobody will pay for. */
export interface Gate {
  /** Resolves when the gate can judge; undefined when it can already. */
  opening(): Promise<void> | undefined;
  /** Judges targets for one app, once it can; undefined when all of them are open. */
  closedFor(app: string): ((place: GatePlace) => Refusal | undefined) | undefined;
}

export interface GatePlace {
  readonly provider: string;
  readonly upstreamModel: string;
}

/** Why not: for the record, and for the client when no target is left. */
export interface Refusal {
  readonly reason: string;
  readonly error: AppError;
}

export interface Visitor {
  readonly app: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * A plan without the targets that are closed; they stand among the excluded ones, with the reason.
 * @throws RoutingError the first target's, when none is left
 */
export function admitPlan(plan: RoutePlan, gate: Gate, visitor: Visitor): RoutePlan {
  const refusalOf = gate.closedFor(visitor.app);
  if (refusalOf === undefined) return plan;
  const closed: (Exclusion & Refusal)[] = [];
  const isOpen = (target: Target): boolean => {
    const refusal = refusalOf({ provider: target.provider.id, upstreamModel: target.model.id });
    if (refusal !== undefined) closed.push({ target: target.key, ...refusal });
    return refusal === undefined;
  };
  const groups = plan.groups.map((targets) => targets.filter(isOpen)).filter(({ length }) => length > 0);
  const [first] = closed;
  if (first === undefined) return plan;
  const excluded = [...plan.excluded, ...closed.map(({ target, reason }) => ({ target, reason }))];
  if (groups.length > 0) return { ...plan, groups, excluded };
  throw new RoutingError(first.error, first.error.message, nothingTried({ ...plan, excluded }, visitor.at));
}

function nothingTried({ asked, kind, excluded }: RoutePlan, at: number): DecisionRecord {
  return {
    asked,
    kind,
    at,
    lead: 'none',
    affinity: { conversation: '', state: 'none' },
    candidates: [],
    excluded,
    attempts: [],
  };
}
