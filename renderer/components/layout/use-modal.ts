import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens the dialog as a modal while its component is mounted. The browser's own dialog keeps focus inside, makes the
 * page behind inert, closes on Escape and gives the focus back. The focus begins at `data-first-focus`, if there is one.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => dialog?.close();
  }, []);
  return ref;
}
