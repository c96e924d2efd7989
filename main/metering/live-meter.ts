import { estimateTokens } from './estimate-tokens.ts';
import type { MeterState } from './meter-state.ts';
import { tokensPerSecond, toTenths } from './rates.ts';

/** A request in flight, as a meter shows it. */
export interface LiveMeter {
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly dialect: string;
  readonly app: string;
  readonly model: string;
  readonly provider?: string;
  readonly region?: string;
  readonly attempts: number;
  readonly phase: 'waiting' | 'streaming';
  readonly ttftMs?: number;
  readonly elapsedMs: number;
  readonly outputTokens: number;
  /** True while `outputTokens` is derived from the length of the answer rather than reported. */
  readonly estimated: boolean;
  readonly tokensPerSecond?: number;
}

/** The meter's reading at `now`, in monotonic milliseconds. */
export function liveMeterOf(state: MeterState, now: number): LiveMeter {
  const { request, target } = state;
  const tokens = outputTokens(state);
  const streaming = state.firstContent >= 0;
  return {
    requestId: request.requestId,
    startedAt: state.startedAt,
    dialect: request.dialect,
    app: request.app,
    model: request.model,
    provider: target?.provider,
    region: target?.region,
    attempts: state.attempts,
    phase: streaming ? 'streaming' : 'waiting',
    ttftMs: streaming ? toTenths(state.firstContent - state.began) : undefined,
    elapsedMs: toTenths(now - state.began),
    outputTokens: tokens.count,
    estimated: tokens.estimated,
    tokensPerSecond: streaming
      ? (tokensPerSecond(tokens.count, now - state.firstContent) ?? undefined)
      : undefined,
  };
}

/** The reported count once it is whole; before that the larger of the guess and what was reported so far. */
export function outputTokens(state: MeterState): { readonly count: number; readonly estimated: boolean } {
  const reported = state.usage.outputTokens;
  if (state.complete && reported !== undefined) return { count: reported, estimated: false };
  const guess = estimateTokens(state.chars);
  return { count: Math.max(guess, reported ?? 0), estimated: guess > 0 };
}
