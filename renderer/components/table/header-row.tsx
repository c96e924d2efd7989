import { classes } from '../classes.ts';
import { gridTemplate } from './column.ts';

interface HeaderRowProps {
  readonly columns: readonly {
    readonly key: string;
    readonly title: string;
    readonly track: string;
    readonly align?: 'right';
  }[];
}

export function HeaderRow({ columns }: HeaderRowProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
      <div
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className="grid h-8 items-center gap-x-3 px-4 text-xs text-muted"
        style={{ gridTemplateColumns: gridTemplate(columns) }}
      >
        {columns.map(({ key, title, align }) => (
          <span
            key={key}
            role="columnheader"
            tabIndex={-1}
            className={classes('truncate', align === 'right' && 'text-right')}
          >
            {title}
          </span>
        ))}
      </div>
    </div>
  );
}
