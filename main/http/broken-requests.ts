import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../core/app-error.ts';
import type { ClientProtocol } from '../core/client-protocol.ts';
import type { Log } from '../platform/ports/log.ts';
import type { ExchangeRegistry } from './exchange-registry.ts';
import { refuseRaw } from './raw-refusal.ts';
import { createRequestId } from './request-id.ts';
import { sendError } from './send-error.ts';

export interface BrokenRequestOptions {
  readonly protocols: readonly ClientProtocol[];
  readonly exchanges: ExchangeRegistry;
  readonly log: Log;
  now(): number;
}

/** Answers what Node's parser gives up on, and refuses upgrades and tunnels. */
export function answerBrokenRequests(server: Server, options: BrokenRequestOptions): void {
  const { protocols, exchanges, log } = options;
  const refuse = (socket: Duplex, error: AppError) => {
    socket.on('error', () => socket.destroy());
    refuseRaw(socket, error, { protocols, requestId: createRequestId(options.now()) });
  };
  server.on('clientError', (cause: Error & { code?: string }, socket) => {
    const exchange = exchanges.on(socket);
    if (exchange === undefined || exchange.isClosed) return refuse(socket, explain(cause.code));
    if (exchange.response.headersSent) return void socket.destroy();
    sendError(exchange, explain(cause.code), { log, headers: { connection: 'close' } });
  });
  for (const event of ['upgrade', 'connect']) {
    server.on(event, (_request: unknown, socket: Duplex) => refuse(socket, noUpgrade()));
  }
}

function explain(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError({
        code: 'headers_too_large',
        message: 'The request headers are larger than 16 KB.',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError({ code: 'request_timeout', message: 'The request took too long to arrive.' });
    default:
      return new AppError({ code: 'invalid_request', message: 'The request is not well-formed HTTP.' });
  }
}

function noUpgrade(): AppError {
  return new AppError({ code: 'forbidden', message: 'kRouter speaks plain HTTP: no WebSocket, no tunnel.' });
}
