/**
 * The Zenith score: how good a target is right now, from what was measured there.
 *
 *     speed    = 1 / (1 + (ttft / 1000 ms) ^ 1.5)         0.86 at 300 ms, 0.5 at 1 s, 0.16 at 3 s
 *                drawn towards 0.5 as the measurement ages: 0.5 + confidence * (speed - 0.5)
 *     success  = share of recent requests that succeeded
 *     headroom = min(1, share of the minute's quota left / 0.5)
 *     quality  = success * (0.65 * speed + 0.35 * headroom)
 *     total    = quality / 2 + (0.5 when healthy: success >= 0.5 and not ejected)
 *
 * All terms are in [0, 1] and each only rises as its input gets better. An input nobody measured takes the value of an
 * ordinary healthy target (1 s, no failures, ample quota), so that not knowing is no penalty. The two halves of the
 * range keep every failing target below every healthy one. Speed weighs more than headroom because 300 ms against 3 s
 * (0.45 of quality) must win over any difference in quota (0.35); a target whose quota cannot take the request at all
 * is passed over before scores are compared.
 */
export function zenithScore(inputs: ZenithInputs): ZenithScore {
  const speed = speedOf(inputs.ttftMs, inputs.confidence ?? 1);
  const success = known(inputs.successRate) ?? 1;
  const headroom = Math.min(1, (known(inputs.headroom) ?? 1) / AMPLE_HEADROOM);
  const quality = success * (SPEED_WEIGHT * speed + (1 - SPEED_WEIGHT) * headroom);
  const isHealthy = success >= FAILING_BELOW && inputs.isEjected !== true;
  return { total: quality / 2 + (isHealthy ? 0.5 : 0), speed, success, headroom };
}

export interface ZenithInputs {
  /** Moving average of the time to the first content, milliseconds. */
  readonly ttftMs?: number;
  /** How fresh `ttftMs` is: 1 just measured, 0 as good as forgotten. */
  readonly confidence?: number;
  /** In [0, 1]. */
  readonly successRate?: number;
  /** Share of the minute's quota left once this request is admitted, in [0, 1]. */
  readonly headroom?: number;
  /** The breaker keeps the target out. */
  readonly isEjected?: boolean;
}

/** Every term in [0, 1]. */
export interface ZenithScore {
  readonly total: number;
  readonly speed: number;
  readonly success: number;
  readonly headroom: number;
}

/** Below this success rate a target counts as failing. */
export const FAILING_BELOW = 0.5;

const NEUTRAL_TTFT_MS = 1000;
const STEEPNESS = 1.5;
const SPEED_WEIGHT = 0.65;
const AMPLE_HEADROOM = 0.5;
const NEUTRAL_SPEED = 0.5;

function speedOf(ttftMs: number | undefined, confidence: number): number {
  if (ttftMs === undefined || Number.isNaN(ttftMs)) return NEUTRAL_SPEED;
  const speed = 1 / (1 + (Math.max(0, ttftMs) / NEUTRAL_TTFT_MS) ** STEEPNESS);
  return NEUTRAL_SPEED + (known(confidence) ?? 0) * (speed - NEUTRAL_SPEED);
}

/** Clamped to [0, 1]; undefined when there is no number. */
function known(share: number | undefined): number | undefined {
  if (share === undefined || Number.isNaN(share)) return undefined;
  return Math.min(1, Math.max(0, share));
}
