/** Rounds to a tenth: finer than any clock here, and the same number after a trip through text. */
export function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Tokens per second over a span; null where the span is too short to mean anything (under 1 ms). */
export function tokensPerSecond(tokens: number, spanMs: number): number | null {
  return tokens > 0 && spanMs >= 1 ? toTenths((tokens * 1000) / spanMs) : null;
}
