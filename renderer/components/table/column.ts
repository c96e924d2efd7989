import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** A grid track: `6rem`, `minmax(8rem, 1fr)`. */
  readonly track: string;
  readonly align?: 'right';
  /** Left out where the table is narrower than this, in rem. */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
}

/** The columns that a table of this width has room for. */
export function columnsFor<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  return columns.filter(({ from = 0 }) => width >= from);
}

export function gridTemplate(columns: readonly { readonly track: string }[]): string {
  return columns.map(({ track }) => track).join(' ');
}
