import type { LiveEngine } from './compose-engine.ts';
import { clientProtocols } from './dialects/client-protocols.ts';
import type { Dashboard } from './http/dashboard/dashboard.ts';
import { createHttpServer, type HttpEdge } from './http/http-server.ts';
import { createRoutedEngine } from './http/routed-engine.ts';
import type { LocalKey } from './platform/local-key.ts';
import type { Log } from './platform/ports/log.ts';
import { systemClock } from './platform/system-clock.ts';
import { VERSION } from './version.ts';

export interface EdgeParts {
  readonly engine: Pick<LiveEngine, 'router' | 'metering' | 'reducer'>;
  readonly dashboard: Dashboard;
  readonly key: LocalKey;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly instance?: string;
}

/** The server in front of an engine, not yet listening. It can be opened once; a restart takes a new one. */
export function composeEdge({ engine, dashboard, key, log, host, port, instance }: EdgeParts): HttpEdge {
  const { router, metering, reducer } = engine;
  const server = createHttpServer({
    engine: createRoutedEngine({ router, metering, reducer }),
    clock: systemClock,
    log,
    host,
    port,
    instance,
    apiKey: key,
    protocols: clientProtocols,
    version: VERSION,
    metrics: () => metering.renderMetrics(),
    mounts: [dashboard.mount],
  });
  return {
    listen: () => server.listen(),
    async close(options) {
      // An open dashboard would count as a live answer and use up the time given to those.
      dashboard.close();
      await server.close(options);
    },
  };
}
