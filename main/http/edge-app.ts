import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express } from 'express';
import { AppError } from '../core/app-error.ts';
import type { EdgeOptions } from './edge-options.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { ExchangeRegistry } from './exchange-registry.ts';
import { createKeyCheck } from './guard/api-key.ts';
import { addAnthropicRoutes } from './routes/anthropic-routes.ts';
import { addMetricsRoute } from './routes/metrics-route.ts';
import { addModelRoutes } from './routes/model-routes.ts';
import { addOpenaiChatRoutes } from './routes/openai-chat-routes.ts';
import { createToListener } from './routes/route.ts';
import { addStatusRoutes } from './routes/status-routes.ts';
import { sendError } from './send-error.ts';

/** Every route, in the order they are tried. What stands before the key check is open to all on this machine. */
export function createEdgeApp(options: EdgeOptions, ports: EdgePorts, exchanges: ExchangeRegistry): Express {
  const { dialects } = options;
  const toListener = createToListener(exchanges.of);
  const app = express().disable('x-powered-by').disable('etag').set('query parser', false);

  addStatusRoutes(app, toListener, { version: options.version, clock: ports.clock });
  for (const mount of options.mounts ?? []) app.use(mount.path, mount.handle);
  app.use(requireKey(options, exchanges));
  addOpenaiChatRoutes(app, toListener, { dialect: dialects.openaiChat, ports });
  addAnthropicRoutes(app, toListener, { dialects, ports });
  addModelRoutes(app, toListener, { engine: ports.engine, lists: options.modelLists });
  addMetricsRoute(app, toListener, options.metrics);
  app.use(
    toListener(({ request }) => {
      throw new AppError({
        code: 'route_not_found',
        message: `There is nothing at ${request.method} ${request.url}.`,
      });
    }),
  );
  app.use((thrown: unknown, request: IncomingMessage, _response: ServerResponse, _next: unknown) => {
    sendError(exchanges.of(request), ports.log, thrown instanceof URIError ? badPath() : thrown);
  });
  return app;
}

type Next = () => void;

function requireKey(options: EdgeOptions, exchanges: ExchangeRegistry) {
  const checkKey = createKeyCheck(options.apiKey);
  return (request: IncomingMessage, _response: ServerResponse, next: Next) => {
    checkKey(exchanges.of(request).headers);
    next();
  };
}

function badPath(): AppError {
  return new AppError({
    code: 'invalid_request',
    message: 'The path holds an escape that cannot be decoded.',
  });
}
