import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError } from '../core/app-error.ts';
import { answerBrokenRequests } from './broken-requests.ts';
import { dialectOf } from './caller-dialect.ts';
import { limitConnections } from './connection-limit.ts';
import { drain, shuttingDown } from './drain.ts';
import { createEdgeApp, type EdgeApp } from './edge-app.ts';
import type { EdgeOptions } from './edge-options.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { Exchange } from './exchange.ts';
import { ExchangeRegistry } from './exchange-registry.ts';
import { checkRequest, type GuardRules } from './guard/guard.ts';
import { createHostRule } from './guard/host-rule.ts';
import { isLoopback } from './guard/loopback.ts';
import { relayHttp2 } from './http2-relay.ts';
import { DEFAULT_LIMITS, type EdgeLimits } from './limits.ts';
import { type ListenAddress, listen } from './listen.ts';
import { sendError } from './send-error.ts';

/** The server that apps talk to. */
export interface HttpEdge {
  /** @throws AppError when the address cannot be had; no other port is tried. */
  listen(): Promise<ListenAddress>;
  /** Stops accepting, gives live answers up to `drainMs`, ends the rest with an error event, closes all sockets. */
  close(options: { drainMs: number }): Promise<void>;
}

/** Builds the edge. Nothing listens until `listen`. */
export function createHttpServer(options: EdgeOptions): HttpEdge {
  const limits: EdgeLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const { engine, clock, log, protocols } = options;
  const ports: EdgePorts = { engine, clock, log, limits };
  const exchanges = new ExchangeRegistry({
    clock,
    totalMs: limits.totalMs,
    dialectOf: (call) => dialectOf(call, protocols),
  });
  const app = createEdgeApp(options, ports, exchanges);
  const server = createNodeServer(limits);
  const isOverflow = limitConnections(server, limits.connections);
  answerBrokenRequests(server, { protocols, exchanges, log, now: clock.now });

  return {
    async listen() {
      const address = await listen(server, options.host, options.port);
      const rules: GuardRules = {
        loopbackOnly: isLoopback(options.host),
        isOurHost: createHostRule(options.host, address.port),
      };
      const admit = createAdmission(server, rules, isOverflow);
      const handle = createHandler({ app, admit, exchanges, log });
      server.on('request', handle).on('checkContinue', handle);
      return address;
    },
    close: ({ drainMs }) => drain(server, { exchanges, clock, drainMs }),
  };
}

function createNodeServer(limits: EdgeLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    noDelay: true,
    // Checked by the guard, so that the answer has a body.
    requireHostHeader: false,
  });
  relayHttp2(server, limits.headersMs);
  return server;
}

type Admit = (request: IncomingMessage) => void;

/** @throws AppError for a request that is not let in, whatever it asks for */
function createAdmission(
  server: Server,
  rules: GuardRules,
  isOverflow: (socket: IncomingMessage['socket']) => boolean,
): Admit {
  return (request) => {
    checkRequest(request, rules);
    if (!server.listening) throw shuttingDown();
    if (isOverflow(request.socket)) throw tooManyConnections();
  };
}

interface HandlerParts {
  readonly app: EdgeApp;
  readonly admit: Admit;
  readonly exchanges: ExchangeRegistry;
  readonly log: EdgePorts['log'];
}

function createHandler({ app, admit, exchanges, log }: HandlerParts) {
  const fail = (exchange: Exchange, thrown: unknown): void =>
    sendError(exchange, thrown, isBusy(thrown) ? { ...BUSY, log } : { log });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = exchanges.open(request, response);
    try {
      admit(request);
      app.dispatch(request, response, (thrown) => fail(exchange, thrown));
    } catch (thrown) {
      fail(exchange, thrown);
    }
  };
}

/** Anthropic's 529 is for the model's own load; a client without a place gets HTTP's word for it. */
const BUSY = { status: 503, headers: { connection: 'close' } };

function isBusy(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'overloaded';
}

function tooManyConnections(): AppError {
  return new AppError({
    code: 'overloaded',
    retry: 'same',
    retryAfterMs: 1_000,
    message: 'Too many connections are open to kRouter. Close some, or reuse them.',
  });
}
