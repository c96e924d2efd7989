import type { AppError } from '../core/app-error.ts';
import type { Lead } from './rank-targets.ts';
import type { Exclusion, RoutePlan } from './route-plan.ts';
import type { Standing } from './target-view.ts';

/** Why a request went where it went: for the ledger, the dashboard and `x-krouter-decision`. */
export interface DecisionRecord {
  /** The model as the client named it. */
  readonly asked: string;
  readonly kind: RoutePlan['kind'];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why the first candidate was first; `none`: no target was open. */
  readonly lead: Lead | 'none';
  readonly affinity: AffinityDecision;
  /** In the order in which they would be tried. */
  readonly candidates: readonly DecisionCandidate[];
  /** Never tried, and why. */
  readonly excluded: readonly Exclusion[];
  readonly attempts: readonly DecisionAttempt[];
  /** Key of the target that answered. */
  readonly chosen?: string;
}

export interface AffinityDecision {
  /** Name of the conversation: a hash of its stable prefix. */
  readonly conversation: string;
  /** `none`: nothing is cached. `kept`: the conversation stays. `left`: it had to move. */
  readonly state: 'none' | 'kept' | 'left';
  /** Where the cache is. */
  readonly target?: string;
  readonly why?: string;
}

export interface DecisionCandidate {
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  readonly region?: string;
  /** The Zenith score and its terms, in [0, 1]. */
  readonly score: number;
  readonly speed: number;
  readonly success: number;
  readonly headroom: number;
  readonly standing: Standing;
  readonly why: string;
}

export interface DecisionAttempt {
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  /** Since the request came to the router. */
  readonly startedAfterMs: number;
  /** Until the first content or the failure. */
  readonly tookMs: number;
  /** Absent when it answered. */
  readonly error?: Pick<AppError, 'code' | 'message' | 'upstream'>;
}
