/** Time, so that tests can own it. */
export interface Clock {
  /** Milliseconds since 1970; may jump when the system's clock is set. */
  now(): number;
  /** Milliseconds from an arbitrary start; never jumps. */
  monotonic(): number;
  /** Calls back after `ms`; the return value cancels. Never keeps the process alive. */
  after(ms: number, callback: () => void): () => void;
}
