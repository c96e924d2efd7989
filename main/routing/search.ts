import type { AppError } from '../core/app-error.ts';
import type { ChatRequest, Warning } from '../core/chat-request.ts';
import type { Cancellation } from '../core/provider.ts';
import type { DecisionAttempt, DecisionRecord } from './decision.ts';
import type { Engine } from './engine.ts';
import { faultKind } from './fault-kind.ts';
import type { FailedAttempt } from './final-error.ts';
import { type Course, plotCourse } from './plot-course.ts';
import type { Candidate } from './rank-targets.ts';
import type { RoutePlan } from './route-plan.ts';
import type { Target } from './target.ts';

/** Who waits for an answer. */
export interface Caller {
  readonly cancellation: Cancellation;
  /** The calling app, for a gate that asks. */
  readonly app?: string;
  /** Called before each upstream call. */
  onAttempt?(target: Target): void;
}

/** A client's request and where it may go. */
export interface RouteRequest {
  readonly plan: RoutePlan;
  readonly request: ChatRequest;
  readonly caller: Caller;
}

/** The state of one request's search for a target that answers. */
export interface Search extends RouteRequest {
  readonly engine: Engine;
  readonly course: Course;
  readonly startMs: number;
  /** Not yet tried, best first. */
  readonly queue: Candidate[];
  readonly failed: (FailedAttempt & { readonly candidate: Candidate })[];
  readonly made: DecisionAttempt[];
  /** Keys of targets that had their one immediate second try. */
  readonly secondTries: Set<string>;
  /** Claims on the retry budget, to be given back. */
  readonly retries: (() => void)[];
}

/** One attempt, at the moment it is decided. */
export interface Trial {
  readonly candidate: Candidate;
  readonly beganMs: number;
}

/** Ranks the targets and starts with nothing tried. */
export function beginSearch(engine: Engine, routed: RouteRequest): Search {
  const { plan, request, caller } = routed;
  const course = plotCourse(engine, plan, request);
  return {
    plan,
    request,
    caller,
    engine,
    course,
    startMs: engine.clock.monotonic(),
    queue: [...course.order],
    failed: [],
    made: [],
    secondTries: new Set(),
    retries: [],
  };
}

/** Writes down an attempt that gave content. */
export function noteSuccess(search: Search, trial: Trial): void {
  search.made.push(describe(search, trial));
}

/** Writes down an attempt that failed, here and in the log. */
export function noteFailure(search: Search, trial: Trial & { readonly error: AppError }): void {
  const { candidate, error } = trial;
  const { code, message, upstream } = error;
  const attempt = { ...describe(search, trial), error: { code, message, upstream } };
  search.failed.push({ target: candidate.target, error, candidate });
  search.made.push(attempt);
  const { log } = search.engine;
  if (code === 'internal')
    log.error('an attempt met an unexpected error', { ...attempt, cause: error.cause });
  else if (code !== 'cancelled') log.warn('an attempt failed', { ...attempt });
}

/** The decision as far as it has come. `chosen`: key of the target that answered. */
export function decisionOf({ course, made }: Search, chosen?: string): DecisionRecord {
  const { asked, kind, at, lead, affinity, candidates, excluded } = course.decision;
  return { asked, kind, at, lead, affinity, candidates, excluded, attempts: [...made], chosen };
}

/** How long the throttled targets of this request still have to be left alone, milliseconds. */
export function waitsOf(search: Search): readonly number[] {
  const { clock, records } = search.engine;
  const nowMs = clock.monotonic();
  return search.course.order.flatMap(({ target }) => {
    const untilMs = records.of(target).throttle?.untilMs ?? nowMs;
    return untilMs > nowMs ? [untilMs - nowMs] : [];
  });
}

/** What the user ought to put right although another target answered: a model or account without access. */
export function warningsOf(search: Search): readonly Warning[] {
  return search.failed
    .filter(({ error }) => faultKind(error) === 'refusal' || faultKind(error) === 'credential')
    .map(({ target, error }) => ({
      code: 'changed',
      param: 'model',
      detail: `${target.key} refused: ${error.message}`,
    }));
}

function describe(search: Search, { candidate, beganMs }: Trial): DecisionAttempt {
  const { target } = candidate;
  return {
    target: target.key,
    provider: target.provider.id,
    model: target.model.id,
    startedAfterMs: beganMs - search.startMs,
    tookMs: search.engine.clock.monotonic() - beganMs,
  };
}
