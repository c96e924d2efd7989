import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerRow, LedgerStore } from '../platform/ports/ledger-store.ts';
import type { Log } from '../platform/ports/log.ts';
import { type BudgetBook, createBudgetBook } from './budgets/budget-book.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createLiveMeters, type LiveMeters } from './live-meters.ts';
import type { MeteredRequest } from './meter-state.ts';
import { createMetrics, type MetricsNow } from './metrics.ts';
import { type PriceOverrides, priceFor } from './prices.ts';
import { createRequestMeter, type RequestMeter } from './request-meter.ts';
import type { RetentionLimits } from './retention.ts';

/** All counting in one place: requests in flight, the ledger of those that ended, and metrics over both. */
export interface Metering {
  /** Opens the meter of a request. Its `finish` writes the row and closes the live meter. */
  begin(request: MeteredRequest): RequestMeter;
  readonly ledger: Ledger;
  readonly live: LiveMeters;
  readonly budgets: BudgetBook;
  /** Calls back with the row of every request that ends, at once and for good. */
  observe(observer: (row: LedgerRow) => void): void;
  /** For `/metrics`, as `METRICS_CONTENT_TYPE`. */
  renderMetrics(): string;
  /** Writes what is left and closes the ledger. */
  close(): Promise<void>;
}

export interface MeteringDeps {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The user's own prices, read at the end of each request. */
  readonly priceOverrides?: () => PriceOverrides;
  readonly retention?: Partial<RetentionLimits>;
}

/** Wires meters, ledger and metrics together. */
export function createMetering(deps: MeteringDeps): Metering {
  const { clock } = deps;
  const ledger = createLedger(deps);
  const live = createLiveMeters(clock);
  const budgets = createBudgetBook({ ...deps, ledger, live: () => live.spendings() });
  const metrics = createMetrics();
  const observers: ((row: LedgerRow) => void)[] = [];
  return {
    begin(request) {
      const meter = createRequestMeter(request, {
        clock,
        priceOf: (target) => priceFor(target, deps.priceOverrides?.()),
        onFinish(row) {
          live.finish(row);
          budgets.add(row);
          metrics.observe(row);
          ledger.record(row);
          for (const observe of observers) observe(row);
        },
      });
      live.add(meter);
      return meter;
    },
    ledger,
    live,
    budgets,
    observe: (observer) => void observers.push(observer),
    renderMetrics: () => metrics.render(nowOf({ ledger, live, budgets })),
    close() {
      budgets.close();
      return ledger.close();
    },
  };
}

function nowOf({ ledger, live, budgets }: Pick<Metering, 'ledger' | 'live' | 'budgets'>): MetricsNow {
  const { pending, dropped } = ledger.status();
  return {
    inFlight: live.size,
    ledgerPending: pending,
    ledgerDropped: dropped,
    budgets: budgets.standings(),
  };
}
