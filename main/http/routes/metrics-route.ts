import type { Express } from 'express';
import { sendText } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** `GET /metrics` in Prometheus' text format. */
export function addMetricsRoute(app: Express, toListener: ToListener, metrics: () => string): void {
  app.get(
    '/metrics',
    toListener((exchange) =>
      sendText(exchange, {
        status: 200,
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        text: metrics(),
      }),
    ),
  );
  app.all('/metrics', toListener(methodNotAllowed('GET, HEAD')));
}
