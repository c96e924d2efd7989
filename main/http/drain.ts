import type { Server } from 'node:http';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { ExchangeRegistry } from './exchange-registry.ts';

/** Time for the last error events to reach their clients. */
const FAREWELL_MS = 500;

export interface DrainOptions {
  readonly exchanges: ExchangeRegistry;
  readonly clock: Clock;
  /** How long live answers may go on, in milliseconds. */
  readonly drainMs: number;
}

/** Stops accepting, lets live answers finish, ends what is left with an honest error, then closes every socket. */
export async function drain(server: Server, { exchanges, clock, drainMs }: DrainOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await allClosed(exchanges, clock, drainMs);
  for (const exchange of exchanges.live) exchange.stop(shuttingDown());
  await allClosed(exchanges, clock, FAREWELL_MS);
  server.closeAllConnections();
  await closed;
}

/** Tells a client to come back to the next instance. */
export function shuttingDown(): AppError {
  return new AppError({
    code: 'overloaded',
    retry: 'same',
    retryAfterMs: 1_000,
    message: 'kRouter is shutting down. Start it again and retry.',
  });
}

function allClosed(exchanges: ExchangeRegistry, clock: Clock, ms: number): Promise<void> {
  if (exchanges.live.size === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      exchanges.onClosed = () => {};
      resolve();
    };
    const cancel = clock.after(ms, done);
    exchanges.onClosed = () => {
      if (exchanges.live.size === 0) done();
    };
  });
}
