import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { RequestRow } from '../../../contract/request-row.ts';
import { classes } from '../../components/classes.ts';
import { columnsFor, gridTemplate } from '../../components/table/column.ts';
import { HeaderRow } from '../../components/table/header-row.tsx';
import { RowCells } from '../../components/table/row-cells.tsx';
import { useRem } from '../../components/table/use-rem.ts';
import { useRowKeys } from '../../components/table/use-row-keys.ts';
import { useWidth } from '../../components/table/use-width.ts';
import { REQUEST_COLUMNS } from './request-columns.tsx';

interface FinishedTableProps {
  readonly rows: readonly RequestRow[];
  readonly onOpen: (id: string) => void;
  /** The last rows came into view. */
  readonly onEnd: () => void;
}

const ROW_REM = 2;

export function FinishedTable({ rows, onOpen, onEnd }: FinishedTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const columns = columnsFor(REQUEST_COLUMNS, useWidth(scroller, rem));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem,
    overscan: 8,
    scrollPaddingStart: ROW_REM * rem,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);
  const { active, onKeyDown, choose } = useRowKeys({
    count: rows.length,
    onMove: (index) => virtual.scrollToIndex(index),
    onOpen: (index) => onOpen(rows[index]?.id ?? ''),
  });
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Finished requests. Arrow keys move, Enter opens the details."
      aria-rowcount={rows.length + 1}
      aria-activedescendant={active === undefined ? undefined : `request-${active}`}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const index = indexOf(event.target);
        if (index === undefined) return;
        choose(index);
        onOpen(rows[index]?.id ?? '');
      }}
      className="group min-h-0 flex-1 overflow-y-auto rounded-b-lg border-t border-line outline-offset-[-2px]"
    >
      <HeaderRow columns={columns} />
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div
              key={row.id}
              id={`request-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              data-index={index}
              className={classes(
                'absolute inset-x-0 grid contain-strict h-8 items-center gap-x-3 px-4 hover:bg-sunken',
                index === active && 'group-focus-visible:bg-accent-soft',
              )}
              style={{ gridTemplateColumns: gridTemplate(columns), transform: `translateY(${start}px)` }}
            >
              <RowCells columns={columns} row={row} role="gridcell" />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row that was clicked; one listener serves them all. */
function indexOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? undefined : Number(row.dataset['index']);
}
