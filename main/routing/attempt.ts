import { toAppError } from '../core/app-error.ts';
import { cancelled } from './attempt-guard.ts';
import { chooseNext } from './choose-next.ts';
import type { Engine } from './engine.ts';
import { finalError } from './final-error.ts';
import { type OpenUpstream, openUpstream } from './open-upstream.ts';
import type { Candidate } from './rank-targets.ts';
import { createRoutedAnswer, type RoutedAnswer } from './routed-answer.ts';
import { RoutingError } from './routing-error.ts';
import {
  beginSearch,
  decisionOf,
  noteFailure,
  noteSuccess,
  type RouteRequest,
  type Search,
  waitsOf,
  warningsOf,
} from './search.ts';
import { beginCall, type TargetCall } from './target-call.ts';

/**
 * Tries the plan's targets, one at a time, until one gives its first content event. One that failed has been dropped
 * before the next one starts: nothing runs twice.
 * @throws RoutingError with the most useful of the errors met, and the decision.
 */
export async function attempt(engine: Engine, routed: RouteRequest): Promise<RoutedAnswer> {
  const search = beginSearch(engine, routed);
  const leave = engine.budget.enter();
  try {
    return await run(search);
  } catch (thrown) {
    const error = toAppError(thrown);
    throw new RoutingError(error, error.message, decisionOf(search));
  } finally {
    leave();
    for (const release of search.retries) release();
  }
}

async function run(search: Search): Promise<RoutedAnswer> {
  let candidate = search.queue.shift();
  while (candidate !== undefined) {
    const answer = await tryOnce(search, candidate);
    if (answer !== undefined) return answer;
    candidate = await chooseNext(search, candidate);
  }
  throw finalError(search.failed, waitsOf(search));
}

/** Undefined when the attempt failed; then it stands in `failed`. */
async function tryOnce(search: Search, candidate: Candidate): Promise<RoutedAnswer | undefined> {
  const { engine, course, request, caller } = search;
  const { cancellation } = caller;
  const { target } = candidate;
  if (cancellation.aborted) throw cancelled();
  const { clock, timeouts } = engine;
  caller.onAttempt?.(target);
  const beganMs = clock.monotonic();
  const call = beginCall(engine.records.of(target), course.tokensAt(target), clock);
  let upstream: OpenUpstream;
  try {
    upstream = await openUpstream({ target, request, cancellation, clock, timeouts });
  } catch (thrown) {
    const error = toAppError(thrown);
    call.fail(error);
    noteFailure(search, { candidate, beganMs, error });
    return undefined;
  }
  return commit(search, { candidate, call, upstream, beganMs });
}

interface Success {
  readonly candidate: Candidate;
  readonly call: TargetCall;
  readonly upstream: OpenUpstream;
  readonly beganMs: number;
}

function commit(search: Search, { candidate, call, upstream, beganMs }: Success): RoutedAnswer {
  const { engine, request } = search;
  const { target } = candidate;
  const ttftMs = engine.clock.monotonic() - beganMs;
  call.sawContent(ttftMs);
  noteSuccess(search, { candidate, beganMs });
  const decision = decisionOf(search, target.key);
  const warnings = warningsOf(search);
  return createRoutedAnswer(engine, { target, call, upstream, ttftMs, decision, warnings, request });
}
