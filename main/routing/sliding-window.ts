/** A sum of whole numbers over the last minute, in slots of one second: constant memory, whatever the traffic. */
export interface SlidingWindow {
  /** Adds at a moment of the last minute; older ones are left out. */
  add(amount: number, atMs: number): void;
  sum(nowMs: number): number;
  clear(): void;
}

const SLOT_MS = 1000;
const SLOTS = 60;

/** Makes an empty window of 60 s. */
export function createSlidingWindow(): SlidingWindow {
  const amounts = new Float64Array(SLOTS);
  let newest = 0;
  let total = 0;
  const advance = (slot: number) => {
    for (let next = Math.max(newest + 1, slot - SLOTS + 1); next <= slot; next += 1) {
      total -= amounts[next % SLOTS] ?? 0;
      amounts[next % SLOTS] = 0;
    }
    newest = Math.max(newest, slot);
  };
  return {
    add(amount, atMs) {
      const slot = Math.floor(atMs / SLOT_MS);
      advance(slot);
      if (slot <= newest - SLOTS) return;
      amounts[slot % SLOTS] = (amounts[slot % SLOTS] ?? 0) + amount;
      total += amount;
    },
    sum(nowMs) {
      advance(Math.floor(nowMs / SLOT_MS));
      return total;
    },
    clear() {
      amounts.fill(0);
      total = 0;
    },
  };
}
