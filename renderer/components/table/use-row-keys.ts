import { type KeyboardEvent, useState } from 'react';

interface RowKeys {
  readonly count: number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

/** Rows that a page up or down passes. */
const PAGE = 10;

/** One tab stop for a whole grid: arrows, Home, End and Page keys move the active row, Enter opens it. */
export function useRowKeys({ count, onMove, onOpen }: RowKeys) {
  const [active, setActive] = useState<number>();
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = active === undefined ? 0 : targetOf(event.key, active, count);
    if (isMove(event.key) && count > 0) {
      event.preventDefault();
      const index = Math.max(0, Math.min(count - 1, wanted));
      setActive(index);
      onMove(index);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      event.preventDefault();
      onOpen(active);
    }
  };
  return { active, onKeyDown, choose: setActive };
}

function isMove(key: string): boolean {
  return key in STEPS || key === 'Home' || key === 'End';
}

function targetOf(key: string, active: number, count: number): number {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return active + (STEPS[key] ?? 0);
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
