import { AppWindow } from 'lucide-react';
import type { ConnectedApp } from '../../../contract/connected-app.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { useCall } from '../../state/use-call.ts';
import { AppCard } from './app-card.tsx';

const EVERY_MS = 5_000;

const GROUPS: readonly { readonly title: string; readonly holds: (app: ConnectedApp) => boolean }[] = [
  { title: 'On this machine', holds: ({ way, state }) => way !== 'impossible' && state !== 'not-installed' },
  { title: 'Not found here', holds: ({ way, state }) => way !== 'impossible' && state === 'not-installed' },
  { title: 'Cannot use a local endpoint', holds: ({ way }) => way === 'impossible' },
];

export function AppList() {
  const query = useCall('apps.list', {}, { every: EVERY_MS });
  return (
    <QueryView query={query} loading="Looking for apps">
      {(apps) =>
        apps.length === 0 ? (
          <EmptyState
            icon={<AppWindow size={18} aria-hidden />}
            title="No apps"
            text="kRouter knows of no app that could be connected here."
          />
        ) : (
          GROUPS.map(({ title, holds }) => <AppGroup key={title} title={title} apps={apps.filter(holds)} />)
        )
      }
    </QueryView>
  );
}

function AppGroup({ title, apps }: { readonly title: string; readonly apps: readonly ConnectedApp[] }) {
  if (apps.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-muted">{title}</h2>
      <ul className="flex flex-col gap-2">
        {apps.map((app) => (
          <li key={app.id}>
            <AppCard app={app} />
          </li>
        ))}
      </ul>
    </section>
  );
}
