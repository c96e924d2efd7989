import type { AffinityHold } from './affinity.ts';
import type { Target } from './target.ts';
import type { TargetView } from './target-view.ts';

/** A target with its place in the user's order and its state. */
export interface Candidate {
  readonly target: Target;
  /** Groups keep the user's order; inside a group the score decides. */
  readonly group: number;
  readonly view: TargetView;
}

/** Why the first target is first. */
export type Lead =
  /** The best of those that are ready. */
  | 'best'
  /** The conversation's prompt cache is there. */
  | 'cache'
  /** One request finds out whether a failed target is back. */
  | 'probe'
  /** Nothing has been heard of it for long. */
  | 'explore'
  /** Nothing is ready: the last target is never ejected. */
  | 'last-resort';

export interface RankContext {
  readonly hold?: AffinityHold;
  readonly nowMs: number;
  readonly random: () => number;
}

export interface Ranking {
  readonly order: readonly Candidate[];
  readonly lead: Lead;
  /** Why the cache's target was not chosen, when there is one. */
  readonly leftCache?: string;
}

/** A cached conversation moves only for a gain like 300 ms against 10 s: moving pays for the whole cache again. */
const HYSTERESIS = 0.25;
/** Behind the user's first choice a conversation stays no longer than a cache lives. */
const AWAY_MS = 300_000;
/** One request in fifty looks at a target that has not been used for long. */
const EXPLORATION = 0.02;

/** Orders candidates, given in the user's order. Ejected and limited targets come last but are never left out. */
export function rankTargets(candidates: readonly Candidate[], context: RankContext): Ranking {
  const sorted = [...candidates].sort(byWorth);
  const best = sorted[0];
  const held = candidates.find((candidate) => candidate.target.key === context.hold?.target);
  if (best === undefined || best.view.standing !== 'ready') {
    return {
      order: sorted,
      lead: best?.view.isProbeDue ? 'probe' : 'last-resort',
      leftCache: held?.view.why,
    };
  }
  const leftCache = context.hold && reasonToLeave(held, best, context);
  if (held !== undefined && leftCache === undefined) return lead(sorted, held, 'cache');
  return { ...leadWithoutCache(sorted, best, context), leftCache };
}

function leadWithoutCache(sorted: readonly Candidate[], best: Candidate, context: RankContext): Ranking {
  const probe = sorted.find((candidate) => isProbe(candidate) && candidate.group <= best.group);
  if (probe !== undefined) return lead(sorted, probe, probe === best ? 'best' : 'probe');
  const stale = sorted.find(
    ({ group, view }) => group === best.group && view.standing === 'ready' && view.isStale,
  );
  if (stale !== undefined && stale !== best && context.random() < EXPLORATION) {
    return lead(sorted, stale, 'explore');
  }
  return { order: sorted, lead: 'best' };
}

function lead(sorted: readonly Candidate[], first: Candidate, reason: Lead): Ranking {
  return { order: [first, ...sorted.filter((candidate) => candidate !== first)], lead: reason };
}

function isProbe(candidate: Candidate): boolean {
  return candidate.view.isProbeDue;
}

function reasonToLeave(
  held: Candidate | undefined,
  best: Candidate,
  context: RankContext,
): string | undefined {
  if (held === undefined) return 'no longer a candidate';
  if (held.view.standing !== 'ready') return held.view.why;
  if (best.view.score.total - held.view.score.total > HYSTERESIS) return 'far slower than the best';
  const away = context.nowMs - (context.hold?.sinceMs ?? context.nowMs);
  return held.group > best.group && away > AWAY_MS ? 'an earlier choice is back' : undefined;
}

/** Ready ones first, in the user's groups, best score first; the rest by how soon they may be of use. */
function byWorth(a: Candidate, b: Candidate): number {
  const readiness = Number(a.view.standing !== 'ready') - Number(b.view.standing !== 'ready');
  if (readiness !== 0) return readiness;
  if (a.view.standing !== 'ready') {
    return a.view.waitMs - b.view.waitMs || a.group - b.group || comparable(b) - comparable(a);
  }
  return a.group - b.group || comparable(b) - comparable(a);
}

/** Two decimals: what differs by less is a tie, and the user's order decides (sorting is stable). */
function comparable(candidate: Candidate): number {
  return Math.round(candidate.view.score.total * 100);
}
