import type { Router } from 'router';
import { sendText } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** `GET /metrics` in Prometheus' text format. */
export function addMetricsRoute(router: Router, toListener: ToListener, metrics: () => string): void {
  router.get(
    '/metrics',
    toListener.keyed((exchange) =>
      sendText(exchange, {
        status: 200,
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        text: metrics(),
      }),
    ),
  );
  router.all('/metrics', toListener.keyed(methodNotAllowed('GET, HEAD')));
}
