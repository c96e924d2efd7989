import type { LiveEvent } from '../../../contract/live-event.ts';

/** Events on their way to one listener who may be slower than they come. */
export interface EventOutbox {
  push(event: LiveEvent): void;
  /** The listener takes more again. */
  drained(): void;
}

/** More than a page can show; a listener this far behind is better off asking anew. */
const MAX_WAITING = 256;

/**
 * Bounds what waits for a slow listener: meters are merged, and when too much has come the rest is dropped and said so.
 * @param write sends one event; false when the listener wants no more until `drained`
 */
export function createEventOutbox(write: (event: LiveEvent) => boolean): EventOutbox {
  let isOpen = true;
  let waiting: LiveEvent[] = [];
  let dropped = 0;
  const hold = (event: LiveEvent): void => {
    if (mergeMeters(waiting, event)) return;
    waiting.push(event);
    if (waiting.length <= MAX_WAITING) return;
    dropped += waiting.length;
    waiting = [];
  };
  return {
    push(event) {
      if (isOpen) isOpen = write(event);
      else hold(event);
    },
    drained() {
      isOpen = true;
      const held = waiting;
      waiting = [];
      if (dropped > 0) isOpen = write({ type: 'events-dropped', count: dropped });
      dropped = 0;
      for (const event of held) {
        if (isOpen) isOpen = write(event);
        else hold(event);
      }
    },
  };
}

/** Meters are readings: only the latest of each request is worth sending. */
function mergeMeters(waiting: LiveEvent[], event: LiveEvent): boolean {
  const last = waiting.at(-1);
  if (event.type !== 'requests-progressed' || last?.type !== 'requests-progressed') return false;
  const byId = new Map([...last.requests, ...event.requests].map((request) => [request.id, request]));
  waiting[waiting.length - 1] = { type: 'requests-progressed', requests: [...byId.values()] };
  return true;
}
