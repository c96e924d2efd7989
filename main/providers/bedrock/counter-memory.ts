import type { Clock } from '../../platform/ports/clock.ts';

/** Which id of a model Bedrock's counter takes, by the id it is called by. */
export interface CounterMemory {
  /** The ids to try, likeliest first; empty when all were refused lately. */
  idsFor(modelId: string, candidates: readonly string[]): readonly string[];
  /** `countedBy` is the id that worked, or undefined when none did. */
  learn(modelId: string, countedBy: string | undefined): void;
}

/** A counter that is missing today may be there tomorrow, but hardly in a minute. */
const KEPT_MS = 10 * 60_000;
/** Ids come from clients: the memory of them must not grow without end. */
const MAX_MODELS = 200;

/** Remembers for ten minutes, so that a client which counts before every turn does not pay for each refusal. */
export function createCounterMemory(clock: Clock): CounterMemory {
  const known = new Map<string, { countedBy: string | undefined; until: number }>();
  return {
    idsFor(modelId, candidates) {
      const entry = known.get(modelId);
      if (entry === undefined || clock.monotonic() >= entry.until) return candidates;
      return entry.countedBy === undefined ? [] : [entry.countedBy];
    },
    learn(modelId, countedBy) {
      if (known.size >= MAX_MODELS) known.clear();
      known.set(modelId, { countedBy, until: clock.monotonic() + KEPT_MS });
    },
  };
}
