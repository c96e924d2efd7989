import type { Router } from 'router';
import { METRICS_CONTENT_TYPE } from '../../metering/metrics.ts';
import { sendText } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** `GET /metrics` in Prometheus' text format. */
export function addMetricsRoute(router: Router, toListener: ToListener, metrics: () => string): void {
  router.get(
    '/metrics',
    toListener.keyed((exchange) =>
      sendText(exchange, {
        status: 200,
        headers: { 'content-type': METRICS_CONTENT_TYPE },
        text: metrics(),
      }),
    ),
  );
  router.all('/metrics', toListener.keyed(methodNotAllowed('GET, HEAD')));
}
