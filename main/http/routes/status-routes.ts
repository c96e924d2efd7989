import { randomUUID } from 'node:crypto';
import type { Router } from 'router';
import type { Clock } from '../../platform/ports/clock.ts';
import { sendJson } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

export interface StatusOptions {
  readonly version: string;
  readonly clock: Clock;
  /** What `/health` tells as `instance`, so that a launcher knows its own from another that took the port. */
  readonly instance?: string;
}

/** `/` and `/api/hello` are how Claude Code asks whether anyone is there. */
const PROBES = ['/', '/v1', '/api/hello'];

/** Signs of life. Open to all on this machine: they tell nothing but that kRouter runs. */
export function addStatusRoutes(router: Router, toListener: ToListener, options: StatusOptions): void {
  const { version, clock } = options;
  const startedAt = clock.monotonic();
  const instance = options.instance ?? randomUUID();
  router.get(
    PROBES,
    toListener.open((exchange) => sendJson(exchange, { status: 200, body: { service: 'kRouter', version } })),
  );
  router.get(
    '/health',
    toListener.open((exchange) => {
      const uptimeSeconds = Math.floor((clock.monotonic() - startedAt) / 1000);
      sendJson(exchange, { status: 200, body: { status: 'ok', instance, version, uptimeSeconds } });
    }),
  );
  router.all([...PROBES, '/health'], toListener.open(methodNotAllowed('GET, HEAD')));
}
