import type { ReactNode } from 'react';
import { classes } from '../classes.ts';

interface CardProps {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  /** The content brings its own edges, e.g. a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, lead, actions, className, flush = false, children }: CardProps) {
  return (
    <section className={classes('min-w-0 rounded-lg border border-line bg-surface', className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3">
          <div className="min-w-0">
            {title !== undefined && <h2 className="text-base font-semibold">{title}</h2>}
            {lead !== undefined && <p className="text-xs text-muted">{lead}</p>}
          </div>
          {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? 'pt-2' : 'px-4 pt-3 pb-4'}>{children}</div>
    </section>
  );
}
