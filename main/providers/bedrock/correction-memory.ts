import type { Clock } from '../../platform/ports/clock.ts';
import type { Corrections } from './self-repair.ts';

/** What the endpoint has taught us, by model id. */
export interface CorrectionMemory<T = Corrections> {
  of(modelId: string): T;
  learn(modelId: string, corrections: T): void;
}

/** What Bedrock accepts changes monthly; a lesson costs one refused request to learn again. */
const KEPT_MS = 6 * 60 * 60_000;
/** Ids come from clients: the memory of them must not grow without end. */
const MAX_MODELS = 200;

/** Remembers for six hours; `nothing` is what is known of a model at first. */
export function createCorrectionMemory<T>(clock: Clock, nothing: T): CorrectionMemory<T> {
  const learned = new Map<string, { corrections: T; until: number }>();
  return {
    of(modelId) {
      const entry = learned.get(modelId);
      return entry !== undefined && clock.monotonic() < entry.until ? entry.corrections : nothing;
    },
    learn(modelId, corrections) {
      if (learned.size >= MAX_MODELS) learned.clear();
      learned.set(modelId, { corrections, until: clock.monotonic() + KEPT_MS });
    },
  };
}
