import type { Clock } from '../platform/ports/clock.ts';
import type { OpenAnswer, Outcome } from './engine.ts';

/** After the last event only the end of the body is due; more than a few chunks is not a tail. */
const TAIL_CHUNKS = 8;
const TAIL_MS = 1_000;

/**
 * Closes an answer. After a complete one the tail of the body is read first: a socket whose body has ended goes back
 * to the pool, any other is lost and the next request pays for a new handshake.
 */
export async function settleUpstream(answer: OpenAnswer, outcome: Outcome, clock: Clock): Promise<void> {
  if (outcome.status === 'finished') {
    await new Promise<void>((resolve) => {
      const cancelLate = clock.after(TAIL_MS, resolve);
      readTail(answer).then(cancelLate).then(resolve);
    });
  }
  answer.close(outcome);
}

async function readTail({ chunks }: OpenAnswer): Promise<void> {
  try {
    for (let chunk = 0; chunk < TAIL_CHUNKS; chunk += 1) {
      if ((await chunks.next()).done === true) return;
    }
  } catch {
    // The answer is complete; how its connection ends changes nothing.
  }
}
