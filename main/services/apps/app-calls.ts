import type { Implementations } from '../implementations.ts';
import type { AppConnector } from './app-connector.ts';

/** The apps on this machine. */
export function createAppCalls(
  apps: AppConnector,
  onChanged: () => void,
): Implementations<'apps.list' | 'apps.preview' | 'apps.connect' | 'apps.undo'> {
  return {
    'apps.list': async () => [...(await apps.list())],
    'apps.preview': ({ id }) => apps.preview(id),
    async 'apps.connect'({ id }) {
      const app = await apps.connect(id);
      onChanged();
      return app;
    },
    async 'apps.undo'({ id }) {
      const app = await apps.undo(id);
      onChanged();
      return app;
    },
  };
}
