import type { PointerEvent } from 'react';

/** For text that may be cut: the whole of it comes up on hover, where and only where it is cut. */
export const CUT_TITLE = {
  onPointerEnter({ currentTarget: element }: PointerEvent<HTMLElement>): void {
    element.title = element.scrollWidth > element.clientWidth ? (element.textContent ?? '') : '';
  },
} as const;
