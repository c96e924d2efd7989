import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import type { LiveRequest } from '../../../contract/request-row.ts';
import { type Column, columnsFor, gridTemplate } from '../../components/table/column.ts';
import { HeaderRow } from '../../components/table/header-row.tsx';
import { RowCells } from '../../components/table/row-cells.tsx';
import { useRem } from '../../components/table/use-rem.ts';
import { useWidth } from '../../components/table/use-width.ts';
import { useLiveRequests } from '../../state/live-requests.ts';
import { IN_FLIGHT_COLUMNS } from './in-flight-columns.tsx';
import { NothingInFlight } from './nothing-in-flight.tsx';

const ROW_REM = 2;

/** Only the rows in view exist, and each listens to its own request. */
export function InFlightPanel() {
  const ids = useLiveRequests((state) => state.ids);
  if (ids.length === 0) return <NothingInFlight />;
  return <InFlightTable ids={ids} />;
}

function InFlightTable({ ids }: { readonly ids: readonly string[] }) {
  const scroller = useRef<HTMLElement>(null);
  const rem = useRem();
  const columns = columnsFor(IN_FLIGHT_COLUMNS, useWidth(scroller, rem));
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem,
    overscan: 4,
    getItemKey: (index) => ids[index] ?? index,
  });
  return (
    <section
      ref={scroller}
      tabIndex={0}
      aria-label="Requests in flight"
      className="max-h-[40%] min-h-28 [@media(max-height:44rem)]:max-h-[32%] shrink-0 overflow-y-auto rounded-lg border border-line bg-surface"
    >
      <div role="table" aria-label="Requests in flight" aria-rowcount={ids.length + 1}>
        <HeaderRow columns={columns} />
        <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => (
            <InFlightRow key={key} id={ids[index] ?? ''} index={index} top={start} columns={columns} />
          ))}
        </div>
      </div>
    </section>
  );
}

interface InFlightRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column<LiveRequest>[];
}

const InFlightRow = memo(function InFlightRow({ id, index, top, columns }: InFlightRowProps) {
  const request = useLiveRequests((state) => state.byId.get(id));
  if (request === undefined) return null;
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      className="absolute inset-x-0 grid contain-strict h-8 items-center gap-x-3 px-4"
      style={{ gridTemplateColumns: gridTemplate(columns), transform: `translateY(${top}px)` }}
    >
      <RowCells columns={columns} row={request} role="cell" />
    </div>
  );
});
