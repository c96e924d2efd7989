import type { ReactNode } from 'react';
import { classes } from '../classes.ts';

interface DataColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly align?: 'right';
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A plain table for some dozens of rows. The first column names the row. Scrolls sideways where it must. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <section tabIndex={0} aria-label={caption} className="overflow-x-auto rounded-b-lg outline-offset-[-2px]">
      <table className="w-full">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {columns.map(({ key, title, align }) => (
              <th
                key={key}
                scope="col"
                className={classes(
                  'px-3 py-1.5 font-normal whitespace-nowrap first:pl-4 last:pr-4',
                  sideOf(align),
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0">
              {columns.map(({ key, align, cell }, index) => {
                const Cell = index === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={key}
                    scope={index === 0 ? 'row' : undefined}
                    className={classes('px-3 py-1.5 font-normal first:pl-4 last:pr-4', sideOf(align))}
                  >
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sideOf(align: 'right' | undefined): string {
  return align === 'right' ? 'text-right whitespace-nowrap' : 'text-left';
}
