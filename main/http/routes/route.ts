import type { IncomingMessage, RequestListener } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import type { Exchange } from '../exchange.ts';
import type { KeyCheck } from '../guard/api-key.ts';

/** Answers one exchange. A rejection is answered as an error in the caller's dialect. */
export type RouteHandler = (exchange: Exchange) => Promise<void> | void;

/** Puts our handlers into the router. */
export interface ToListener {
  /** For whoever has the key. */
  keyed(handler: RouteHandler): RequestListener;
  /** For anyone on this machine. */
  open(handler: RouteHandler): RequestListener;
}

const NO_BODY = new Uint8Array(0);

export function createToListener(
  exchangeOf: (request: IncomingMessage) => Exchange,
  checkKey: KeyCheck,
): ToListener {
  return {
    open: (handler) => (request) => handler(exchangeOf(request)),
    keyed: (handler) => (request) => {
      const exchange = exchangeOf(request);
      exchange.bodyCheck = checkKey(exchange.headers, request);
      // A call without a body is proven at once: nobody will read it.
      if (request.method !== 'POST') exchange.bodyCheck?.(NO_BODY);
      return handler(exchange);
    },
  };
}

/** For a path that exists with other methods. */
export function methodNotAllowed(allowed: string): RouteHandler {
  return (exchange) => {
    exchange.addHeaders({ allow: allowed });
    throw new AppError({ code: 'method_not_allowed', message: `This path takes ${allowed} only.` });
  };
}
