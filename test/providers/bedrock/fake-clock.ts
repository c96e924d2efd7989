import type { Clock } from '../../../main/platform/ports/clock.ts';

/** A clock that only moves when told to; due callbacks run as it passes them. */
export class FakeClock implements Clock {
  #now: number;
  #elapsed = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  constructor(start = Date.parse('2026-11-22T10:00:00Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Sets the wall clock alone, as a user does. */
  set(now: number): void {
    this.#now = now - this.#elapsed;
  }

  advance(ms: number): void {
    this.#elapsed += ms;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#elapsed) continue;
      this.#timers.delete(timer);
      timer.callback();
    }
  }
}
