import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../core/app-error.ts';
import type { CallLine } from '../core/client-protocol.ts';
import type { ClientDialect } from '../core/codec.ts';
import type { Clock } from '../platform/ports/clock.ts';
import { readCallLine } from './call-line.ts';
import { Exchange } from './exchange.ts';
import { LIFTED_KEY, liftKey } from './guard/lift-key.ts';
import { readHeaders } from './request-headers.ts';
import { createRequestId } from './request-id.ts';

export interface RegistryOptions {
  readonly clock: Clock;
  /** The longest an exchange may take, in milliseconds. */
  readonly totalMs: number;
  dialectOf(call: CallLine): ClientDialect;
}

/** Every exchange under way. */
export class ExchangeRegistry {
  /** Called after each exchange has closed. */
  onClosed: () => void = () => {};
  readonly #options: RegistryOptions;
  readonly #byRequest = new WeakMap<IncomingMessage, Exchange>();
  readonly #bySocket = new WeakMap<Duplex, Exchange>();
  readonly #live = new Set<Exchange>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  get live(): ReadonlySet<Exchange> {
    return this.#live;
  }

  open(request: IncomingMessage, response: ServerResponse): Exchange {
    const { clock, totalMs, dialectOf } = this.#options;
    const key = liftKey(request);
    const headers = readHeaders(request);
    if (key !== undefined) headers[LIFTED_KEY] = key;
    const line = readCallLine(request.url ?? '/', headers);
    const exchange = new Exchange({
      requestId: createRequestId(clock.now()),
      request,
      response,
      line,
      dialect: dialectOf(line),
    });
    const cancelTotal = clock.after(totalMs, () => exchange.stop(tookTooLong(totalMs)));
    response.on('close', () => {
      cancelTotal();
      this.#live.delete(exchange);
      this.onClosed();
    });
    this.#byRequest.set(request, exchange);
    this.#bySocket.set(request.socket, exchange);
    this.#live.add(exchange);
    return exchange;
  }

  /** The exchange of a request that went through `open`. */
  of(request: IncomingMessage): Exchange {
    const exchange = this.#byRequest.get(request);
    if (exchange === undefined) throw new Error('the request did not come through the edge');
    return exchange;
  }

  /** The latest exchange on a connection. */
  on(socket: Duplex): Exchange | undefined {
    return this.#bySocket.get(socket);
  }
}

function tookTooLong(totalMs: number): AppError {
  return new AppError({
    code: 'timeout',
    message: `The answer took longer than ${totalMs / 60_000} minutes and was ended.`,
  });
}
