import { type RefObject, useLayoutEffect, useState } from 'react';

/** The element's width in rem; 0 before it is laid out. */
export function useWidth(ref: RefObject<HTMLElement | null>, rem: number): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth / rem);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, rem]);
  return width;
}
