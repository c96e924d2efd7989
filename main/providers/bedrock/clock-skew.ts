import type { Clock } from '../../platform/ports/clock.ts';

/** This machine's clock as AWS sees it. */
export interface ClockSkew {
  /** The time to sign with. */
  now(): Date;
  /** Takes AWS's time from a `Date` header. True when it differs enough for a new signature to help. */
  learn(dateHeader: string | undefined): boolean;
  /** Milliseconds that AWS is ahead of this machine. */
  readonly offsetMs: number;
}

/** AWS accepts signatures within five minutes; less than this cannot be why one was refused. */
const MIN_CORRECTION_MS = 60_000;

/** Starts without an offset and keeps the last one learned. */
export function createClockSkew(clock: Clock): ClockSkew {
  let offsetMs = 0;
  return {
    now: () => new Date(clock.now() + offsetMs),
    learn(dateHeader) {
      const server = Date.parse(dateHeader ?? '');
      if (Number.isNaN(server)) return false;
      const learned = server - clock.now();
      const changed = Math.abs(learned - offsetMs) >= MIN_CORRECTION_MS;
      if (changed) offsetMs = learned;
      return changed;
    },
    get offsetMs() {
      return offsetMs;
    },
  };
}
