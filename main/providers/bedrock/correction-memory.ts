import type { Clock } from '../../platform/ports/clock.ts';
import { type Corrections, NO_CORRECTIONS } from './self-repair.ts';

/** What the endpoint has taught us, by model id. */
export interface CorrectionMemory {
  of(modelId: string): Corrections;
  learn(modelId: string, corrections: Corrections): void;
}

/** What Bedrock accepts changes monthly; a lesson costs one refused request to learn again. */
const KEPT_MS = 6 * 60 * 60_000;
/** Ids come from clients: the memory of them must not grow without end. */
const MAX_MODELS = 200;

/** Remembers for six hours. */
export function createCorrectionMemory(clock: Clock): CorrectionMemory {
  const learned = new Map<string, { corrections: Corrections; until: number }>();
  return {
    of(modelId) {
      const entry = learned.get(modelId);
      return entry !== undefined && clock.monotonic() < entry.until ? entry.corrections : NO_CORRECTIONS;
    },
    learn(modelId, corrections) {
      if (learned.size >= MAX_MODELS) learned.clear();
      learned.set(modelId, { corrections, until: clock.monotonic() + KEPT_MS });
    },
  };
}
