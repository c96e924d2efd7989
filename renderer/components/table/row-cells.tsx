import { classes } from '../classes.ts';
import { CUT_TITLE } from '../cut-title.ts';
import type { Column } from './column.ts';

interface RowCellsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly role: 'cell' | 'gridcell';
}

export function RowCells<Row>({ columns, row, role }: RowCellsProps<Row>) {
  return columns.map(({ key, align, cell }) => (
    <span
      key={key}
      role={role}
      {...CUT_TITLE}
      className={classes('min-w-0 truncate', align === 'right' && 'text-right')}
    >
      {cell(row)}
    </span>
  ));
}
