import { useSyncExternalStore } from 'react';

/** Pixels of one rem; it grows with the display (`styles/base.css`). */
export function useRem(): number {
  return useSyncExternalStore(subscribe, currentRem);
}

function currentRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}
