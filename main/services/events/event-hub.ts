import type { LiveEvent } from '../../../contract/live-event.ts';

export type LiveListener = (event: LiveEvent) => void;

/** Carries live events to whoever listens; costs nothing while nobody does. */
export interface EventHub {
  emit(event: LiveEvent): void;
  /** Begins with what `greet` gives; the return value ends it. */
  subscribe(listener: LiveListener): () => void;
}

export interface EventHubOptions {
  /** The first event of each listener, so that a page knows where it stands. */
  greet(): Promise<LiveEvent>;
  /** Called with the first listener; the return value is called when the last one has gone. */
  feed(emit: LiveListener): () => void;
}

/** Makes a hub without listeners. */
export function createEventHub({ greet, feed }: EventHubOptions): EventHub {
  const listeners = new Set<LiveListener>();
  let stopFeed: (() => void) | undefined;
  const emit: LiveListener = (event) => {
    for (const tell of [...listeners]) tell(event);
  };
  return {
    emit,
    subscribe(listener) {
      // A function of its own: the same listener may subscribe twice.
      const tell: LiveListener = (event) => listener(event);
      listeners.add(tell);
      stopFeed ??= feed(emit);
      void greet().then(
        (event) => listeners.has(tell) && tell(event),
        // The greeting is a courtesy: the page asks for the status by itself, too, and is told the error then.
        () => undefined,
      );
      return () => {
        if (!listeners.delete(tell) || listeners.size > 0) return;
        stopFeed?.();
        stopFeed = undefined;
      };
    },
  };
}
