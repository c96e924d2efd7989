import { createAttemptGuard } from './attempt-guard.ts';
import { backoffMs, MAX_BACKOFF_MS } from './backoff.ts';
import { faultKind } from './fault-kind.ts';
import { isPassing, nextStep } from './next-step.ts';
import type { Candidate } from './rank-targets.ts';
import type { Search } from './search.ts';
import { askedToWaitMs } from './target-view.ts';

/**
 * The candidate to try after `candidate` failed, once any pause is over; undefined when the search is.
 * @throws AppError `cancelled` when the client hangs up during the pause.
 */
export async function chooseNext(search: Search, candidate: Candidate): Promise<Candidate | undefined> {
  const { failed, secondTries } = search;
  const error = failed.at(-1)?.error;
  if (error === undefined) return undefined;
  const next = search.queue.findIndex((other) => askedToWait(search, other) === 0);
  const step = nextStep({
    error,
    kind: faultKind(error),
    attempts: failed.length,
    hadSecondTry: secondTries.has(candidate.target.key),
    hasNext: next !== -1,
  });
  switch (step) {
    case 'stop':
      return undefined;
    case 'same':
      secondTries.add(candidate.target.key);
      return candidate;
    case 'next':
      return search.queue.splice(next, 1)[0];
    case 'again':
      return retryLater(search);
    default: {
      const unknown: never = step;
      return unknown;
    }
  }
}

/** Upstream's own waiting time is honoured: a target that needs longer than a pause may last is left alone. */
async function retryLater(search: Search): Promise<Candidate | undefined> {
  const best = search.course.order.find(
    (candidate) => hasPassingTrouble(search, candidate) && askedToWait(search, candidate) <= MAX_BACKOFF_MS,
  );
  const release = best === undefined ? undefined : search.engine.budget.take();
  if (best === undefined || release === undefined) return undefined;
  search.retries.push(release);
  const isThrottle = search.failed.some(({ error }) => faultKind(error) === 'throttle');
  const pauseMs = backoffMs(search.retries.length, isThrottle, search.engine.random);
  await pause(search, Math.max(pauseMs, askedToWait(search, best)));
  return best;
}

/** Its last failure is one that a pause may cure. */
function hasPassingTrouble(search: Search, candidate: Candidate): boolean {
  const last = search.failed.findLast((attempt) => attempt.candidate === candidate);
  return last !== undefined && last.error.retry !== 'never' && isPassing(last.error, faultKind(last.error));
}

function askedToWait(search: Search, { target }: Candidate): number {
  return askedToWaitMs(search.engine.records.of(target), search.engine.clock.monotonic());
}

async function pause(search: Search, ms: number): Promise<void> {
  const { clock } = search.engine;
  const guard = createAttemptGuard(clock, search.caller.cancellation);
  try {
    await guard.wait(new Promise<void>((resolve) => void clock.after(ms, resolve)), {
      ms: ms + 1000,
      what: 'end of a pause',
    });
  } finally {
    guard.dispose();
  }
}
