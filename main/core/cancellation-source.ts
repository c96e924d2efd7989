import type { Cancellation } from './provider.ts';

/** A cancellation and the way to fire it. Several times cheaper per request than an AbortController. */
export interface CancellationSource {
  readonly cancellation: Cancellation;
  /** Calls every listener now; later calls do nothing. */
  cancel(): void;
}

export function createCancellationSource(): CancellationSource {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    cancellation: {
      get aborted() {
        return aborted;
      },
      addEventListener(_type, listener) {
        if (!aborted) listeners.add(listener);
      },
      removeEventListener(_type, listener) {
        listeners.delete(listener);
      },
    },
    cancel() {
      if (aborted) return;
      aborted = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}
