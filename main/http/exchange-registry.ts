import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../core/app-error.ts';
import type { ClientDialect, Headers } from '../core/codec.ts';
import type { Clock } from '../platform/ports/clock.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { readHeaders } from './request-headers.ts';
import { createRequestId } from './request-id.ts';

/** Every exchange under way. */
export interface ExchangeRegistry {
  open(request: IncomingMessage, response: ServerResponse): Exchange;
  /** The exchange of a request that went through `open`. */
  of(request: IncomingMessage): Exchange;
  /** The latest exchange on a connection. */
  on(socket: Duplex): Exchange | undefined;
  readonly live: ReadonlySet<Exchange>;
  /** Called after each exchange has closed. */
  onClosed: () => void;
}

export interface RegistryOptions {
  readonly clock: Clock;
  /** The longest an exchange may take, in milliseconds. */
  readonly totalMs: number;
  dialectOf(url: string, headers: Headers): ClientDialect;
}

export function createExchangeRegistry(options: RegistryOptions): ExchangeRegistry {
  const { clock, totalMs, dialectOf } = options;
  const byRequest = new WeakMap<IncomingMessage, Exchange>();
  const bySocket = new WeakMap<Duplex, Exchange>();
  const live = new Set<Exchange>();
  const registry: ExchangeRegistry = {
    live,
    onClosed: () => {},
    open(request, response) {
      const headers = readHeaders(request);
      const exchange = openExchange({
        requestId: createRequestId(clock.now()),
        request,
        response,
        headers,
        dialect: dialectOf(request.url ?? '/', headers),
        onClose(closed) {
          cancelTotal();
          live.delete(closed);
          registry.onClosed();
        },
      });
      const cancelTotal = clock.after(totalMs, () => exchange.stop(tookTooLong(totalMs)));
      byRequest.set(request, exchange);
      bySocket.set(request.socket, exchange);
      live.add(exchange);
      return exchange;
    },
    of(request) {
      const exchange = byRequest.get(request);
      if (exchange === undefined) throw new Error('the request did not come through the edge');
      return exchange;
    },
    on: (socket) => bySocket.get(socket),
  };
  return registry;
}

function tookTooLong(totalMs: number): AppError {
  return new AppError({
    code: 'timeout',
    message: `The answer took longer than ${totalMs / 60_000} minutes and was ended.`,
  });
}
