import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens the dialog as a modal while its component is mounted. The browser's own dialog keeps focus inside, makes the
 * page behind inert, closes on Escape and gives the focus back.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return ref;
}
