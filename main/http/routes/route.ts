import type { IncomingMessage, RequestListener } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import type { Exchange } from '../exchange.ts';

/** Answers one exchange. A rejection is answered as an error in the caller's dialect. */
export type RouteHandler = (exchange: Exchange) => Promise<void> | void;

/** Puts our handlers into Express: finds the exchange of a request. */
export type ToListener = (handler: RouteHandler) => RequestListener;

export function createToListener(exchangeOf: (request: IncomingMessage) => Exchange): ToListener {
  return (handler) => (request) => handler(exchangeOf(request));
}

/** For a path that exists with other methods. */
export function methodNotAllowed(allowed: string): RouteHandler {
  return (exchange) => {
    exchange.addHeaders({ allow: allowed });
    throw new AppError({ code: 'method_not_allowed', message: `This path takes ${allowed} only.` });
  };
}
