import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import type { Spending } from './budgets/budget-spec.ts';
import type { LiveMeter } from './live-meter.ts';
import type { RequestMeter } from './request-meter.ts';

/** What moved since the last change: meters still in flight, and the rows of those that ended. */
export interface LiveChange {
  readonly progressed: readonly LiveMeter[];
  /** Oldest first; only the newest 200 when more ended at once. */
  readonly finished: readonly LedgerRow[];
}

/** The requests in flight. */
export interface LiveMeters {
  add(meter: RequestMeter): void;
  finish(row: LedgerRow): void;
  /** All meters in flight, oldest first. */
  list(): readonly LiveMeter[];
  /** What each of them has cost so far. */
  spendings(): readonly Spending[];
  readonly size: number;
  /**
   * Tells the listener of changes, at most four times a second; the return value ends it. Meters are read on a
   * timer that runs only while somebody listens and something moves, so a delta costs nothing more.
   */
  subscribe(listener: (change: LiveChange) => void): () => void;
}

const INTERVAL_MS = 250;
const MAX_FINISHED = 200;

/** An empty registry. */
export function createLiveMeters(clock: Clock): LiveMeters {
  return new LiveRegistry(clock);
}

class LiveRegistry implements LiveMeters {
  readonly #clock: Clock;
  readonly #meters = new Map<string, RequestMeter>();
  /** The revision of each meter that listeners know. */
  readonly #told = new Map<string, number>();
  readonly #listeners = new Set<(change: LiveChange) => void>();
  #finished: LedgerRow[] = [];
  #cancelTick: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(meter: RequestMeter): void {
    this.#meters.set(meter.requestId, meter);
    this.#schedule();
  }

  /** Bound: it is handed to every meter as it is. */
  readonly finish = (row: LedgerRow): void => {
    this.#meters.delete(row.requestId);
    this.#told.delete(row.requestId);
    if (this.#listeners.size > 0) this.#finished = [...this.#finished.slice(1 - MAX_FINISHED), row];
    this.#schedule();
  };

  list(): readonly LiveMeter[] {
    return [...this.#meters.values()].map((meter) => meter.live());
  }

  spendings(): readonly Spending[] {
    return [...this.#meters.values()].map((meter) => meter.spending());
  }

  get size(): number {
    return this.#meters.size;
  }

  subscribe(listener: (change: LiveChange) => void): () => void {
    this.#listeners.add(listener);
    this.#schedule();
    return () => this.#unsubscribe(listener);
  }

  #unsubscribe(listener: (change: LiveChange) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#finished = [];
    this.#told.clear();
  }

  #schedule(): void {
    const isDue = this.#listeners.size > 0 && (this.#meters.size > 0 || this.#finished.length > 0);
    if (isDue) this.#cancelTick ??= this.#clock.after(INTERVAL_MS, () => this.#tick());
  }

  #tick(): void {
    this.#cancelTick = undefined;
    const moved = [...this.#meters.values()].filter(
      (meter) => this.#told.get(meter.requestId) !== meter.revision,
    );
    for (const meter of moved) this.#told.set(meter.requestId, meter.revision);
    const change = { progressed: moved.map((meter) => meter.live()), finished: this.#finished };
    this.#finished = [];
    const isNews = change.progressed.length + change.finished.length > 0;
    for (const tell of isNews ? [...this.#listeners] : []) tell(change);
    this.#schedule();
  }
}
