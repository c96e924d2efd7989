import type { ResolvedModel } from '../../core/provider.ts';
import type { Clock } from '../../platform/ports/clock.ts';

export interface ModelList {
  /** What the account may use; empty when the API cannot be asked. */
  list(): Promise<readonly ResolvedModel[]>;
  /** The same, from what is known where it is. @throws AppError when the API cannot be asked, or just now could not */
  known(): Promise<readonly ResolvedModel[]>;
  /** Asks the API, whatever is known. @throws AppError when it cannot be asked */
  ask(): Promise<readonly ResolvedModel[]>;
}

/** How long an answer is good. */
export interface Keeping {
  readonly clock: Clock;
  /** Milliseconds. An older answer is still given while a new one is fetched. */
  readonly keptMs: number;
}

/** Every request by a bare name asks every provider: one that is down must not hold up each of them. Milliseconds. */
const KEPT_FAILURE_MS = 10_000;

/**
 * The models that `fetch` finds, one question at a time however many callers wait. An answer is kept, for good unless
 * `keeping` says otherwise, and then a failure is kept for ten seconds.
 */
export function createModelList(
  fetch: () => Promise<readonly ResolvedModel[]>,
  keeping?: Keeping,
): ModelList {
  const now = () => keeping?.clock.monotonic() ?? 0;
  let inFlight: Promise<readonly ResolvedModel[]> | undefined;
  let last: Outcome | undefined;

  const settle = (outcome: Outcome): void => {
    last = outcome;
    inFlight = undefined;
  };
  const start = (): Promise<readonly ResolvedModel[]> => {
    const asked = fetch();
    asked.then(
      (models) => settle({ at: now(), models }),
      (error: unknown) => settle(failureAfter(last, { at: now(), error })),
    );
    return asked;
  };
  const ask = (): Promise<readonly ResolvedModel[]> => {
    inFlight ??= start();
    return inFlight;
  };
  const known = async (): Promise<readonly ResolvedModel[]> => {
    const age = last === undefined ? 0 : now() - last.at;
    if (last?.models !== undefined) {
      if (keeping !== undefined && age >= keeping.keptMs) ask().catch(() => undefined);
      return last.models;
    }
    if (last !== undefined && keeping !== undefined && age < KEPT_FAILURE_MS) throw last.error;
    return ask();
  };
  return { ask, known, list: () => known().catch(() => []) };
}

interface Outcome {
  readonly at: number;
  readonly models?: readonly ResolvedModel[];
  readonly error?: unknown;
}

/** What was known stays known when it cannot be asked anew. */
function failureAfter(before: Outcome | undefined, failure: Outcome): Outcome {
  return before?.models === undefined ? failure : { at: failure.at, models: before.models };
}
