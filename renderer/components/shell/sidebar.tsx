import { hrefOf, usePage } from '../../state/route.ts';
import { useCall } from '../../state/use-call.ts';
import { classes } from '../classes.ts';
import { Brand } from './brand.tsx';
import { PAGE_LIST } from './page-list.ts';

export function Sidebar() {
  const current = usePage();
  const status = useCall('status.get', {});
  return (
    <nav aria-label="Pages" className="flex w-44 shrink-0 flex-col border-r border-line bg-canvas">
      <div className="flex h-12 shrink-0 items-center px-4">
        <Brand />
      </div>
      <ul className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-1">
        {PAGE_LIST.map(({ page, title, icon: Icon }) => (
          <li key={page}>
            <a
              href={hrefOf(page)}
              aria-current={page === current ? 'page' : undefined}
              className={classes(
                'flex h-8 items-center gap-2.5 rounded-md px-2.5',
                page === current
                  ? 'bg-accent-soft font-medium text-ink'
                  : 'text-muted hover:bg-sunken hover:text-ink',
              )}
            >
              <Icon size={15} aria-hidden className={page === current ? 'text-accent' : ''} />
              {title}
            </a>
          </li>
        ))}
      </ul>
      {status.data !== undefined && (
        <p className="px-4 py-3 text-xs text-muted">kRouter {status.data.version}</p>
      )}
    </nav>
  );
}
