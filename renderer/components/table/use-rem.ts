import { useSyncExternalStore } from 'react';

/** Measured on a resize only: to ask for a computed style in a render forces the browser to compute all of them. */
let measured: number | undefined;

/** Pixels of one rem; it grows with the display (`styles/base.css`). */
export function useRem(): number {
  return useSyncExternalStore(subscribe, currentRem);
}

function currentRem(): number {
  measured ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return measured;
}

function subscribe(listener: () => void): () => void {
  const onResize = (): void => {
    measured = undefined;
    listener();
  };
  addEventListener('resize', onResize);
  return () => removeEventListener('resize', onResize);
}
