import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import type { Clock } from '../../platform/ports/clock.ts';
import { sendJson } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

export interface StatusOptions {
  readonly version: string;
  readonly clock: Clock;
}

/** `/` and `/api/hello` are how Claude Code asks whether anyone is there. */
const PROBES = ['/', '/v1', '/api/hello'];

/** Signs of life. Open to all on this machine: they tell nothing but that kRouter runs. */
export function addStatusRoutes(app: Express, toListener: ToListener, options: StatusOptions): void {
  const { version, clock } = options;
  const startedAt = clock.monotonic();
  // Lets a launcher tell its own instance from another that took the port.
  const instance = randomUUID();
  app.get(
    PROBES,
    toListener((exchange) => sendJson(exchange, { status: 200, body: { service: 'kRouter', version } })),
  );
  app.get(
    '/health',
    toListener((exchange) => {
      const uptimeSeconds = Math.floor((clock.monotonic() - startedAt) / 1000);
      sendJson(exchange, { status: 200, body: { status: 'ok', instance, version, uptimeSeconds } });
    }),
  );
  app.all([...PROBES, '/health'], toListener(methodNotAllowed('GET, HEAD')));
}
