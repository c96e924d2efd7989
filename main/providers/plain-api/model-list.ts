import type { ResolvedModel } from '../../core/provider.ts';
import type { Clock } from '../../platform/ports/clock.ts';

export interface ModelList {
  /** What the account may use; empty when the API cannot be asked. */
  list(): Promise<readonly ResolvedModel[]>;
  /** The same. @throws AppError when the API cannot be asked */
  ask(): Promise<readonly ResolvedModel[]>;
}

/** How long an answer is kept. */
export interface Keeping {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly keptMs: number;
}

/**
 * The models that `fetch` finds, one question at a time however many callers wait. An answer is kept, for good unless
 * `keeping` says otherwise; a failed question is asked again.
 */
export function createModelList(
  fetch: () => Promise<readonly ResolvedModel[]>,
  keeping?: Keeping,
): ModelList {
  let known: Promise<readonly ResolvedModel[]> | undefined;
  let until = Number.POSITIVE_INFINITY;
  const start = (): Promise<readonly ResolvedModel[]> => {
    until = keeping === undefined ? until : keeping.clock.monotonic() + keeping.keptMs;
    const asked = fetch();
    known = asked;
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  };
  const ask = () => {
    const isStale = keeping !== undefined && keeping.clock.monotonic() >= until;
    return known === undefined || isStale ? start() : known;
  };
  return { ask, list: () => ask().catch(() => []) };
}
