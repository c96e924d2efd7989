import type { ReactNode } from 'react';
import { classes } from '../classes.ts';

interface PageProps {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly lead?: string;
  readonly actions?: ReactNode;
  /** The page fills the window and scrolls inside its own parts. */
  readonly fills?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, lead, actions, fills = false, children }: PageProps) {
  return (
    <div
      className={classes(
        'mx-auto flex w-full flex-col gap-4 px-6 pt-5',
        fills ? 'h-full pb-4' : 'max-w-[96rem] pb-10',
      )}
    >
      <header className="flex shrink-0 flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lead !== undefined && <p className="text-muted">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
