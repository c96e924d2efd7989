import type { ChatEvent } from '../core/chat-event.ts';
import type { Warning } from '../core/chat-request.ts';
import { mergeUsage } from '../core/usage.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import type { Spending } from './budgets/budget-spec.ts';
import { ledgerRowOf } from './ledger-row.ts';
import { type LiveMeter, liveMeterOf } from './live-meter.ts';
import {
  initialMeterState,
  type MeteredAttempt,
  type MeteredOutcome,
  type MeteredRequest,
  type MeterState,
} from './meter-state.ts';
import type { Price, PricedTarget } from './prices.ts';
import { spendingOf } from './spending.ts';

/** Watches one request from its arrival to its row in the ledger. */
export interface RequestMeter {
  readonly requestId: string;
  /** Every event on its way to the client. Costs some nanoseconds; reads the clock once per answer. */
  see(event: ChatEvent): void;
  /** Before each attempt. What an earlier one reported is forgotten: nobody got its answer. */
  attempt(target: MeteredAttempt): void;
  /** Routing's record of its decision, as JSON text. */
  decide(decision: string): void;
  warn(warnings: readonly Warning[]): void;
  /** Closes the meter. Only the first call counts; every call gives the same row. */
  finish(outcome: MeteredOutcome): LedgerRow;
  /** The state right now. */
  live(): LiveMeter;
  /** What it has cost so far. */
  spending(): Spending;
  /** Grows whenever `live` may have changed. */
  readonly revision: number;
}

export interface RequestMeterDeps {
  readonly clock: Clock;
  readonly priceOf: (target: PricedTarget) => Price | undefined;
  /** Called once, with the row. */
  readonly onFinish: (row: LedgerRow) => void;
}

/** Starts the meter of a request that has just arrived. */
export function createRequestMeter(request: MeteredRequest, deps: RequestMeterDeps): RequestMeter {
  return new StateMeter(request, deps);
}

class StateMeter implements RequestMeter {
  readonly requestId: string;
  readonly #deps: RequestMeterDeps;
  readonly #state: MeterState;
  #row: LedgerRow | undefined;

  constructor(request: MeteredRequest, deps: RequestMeterDeps) {
    this.requestId = request.requestId;
    this.#deps = deps;
    this.#state = initialMeterState(request, deps.clock);
  }

  get revision(): number {
    return this.#state.revision;
  }

  see(event: ChatEvent): void {
    see(this.#state, event, this.#deps.clock);
  }

  attempt(target: MeteredAttempt): void {
    startAttempt(this.#state, target);
  }

  decide(decision: string): void {
    this.#state.decision = decision;
  }

  warn(warnings: readonly Warning[]): void {
    if (warnings.length > 0) this.#state.warnings = [...this.#state.warnings, ...warnings];
  }

  finish(outcome: MeteredOutcome): LedgerRow {
    if (this.#row !== undefined) return this.#row;
    const { clock, priceOf, onFinish } = this.#deps;
    this.#row = ledgerRowOf(this.#state, outcome, { ended: clock.monotonic(), priceOf });
    onFinish(this.#row);
    return this.#row;
  }

  live(): LiveMeter {
    return liveMeterOf(this.#state, this.#deps.clock.monotonic());
  }

  spending(): Spending {
    return spendingOf(this.#state, this.#deps.priceOf);
  }
}

function startAttempt(state: MeterState, target: MeteredAttempt): void {
  const last = state.target;
  if (last !== undefined && (last.provider !== target.provider || last.model.id !== target.model.id)) {
    state.failovers += 1;
  }
  state.target = target;
  state.attempts += 1;
  state.usage = {};
  state.complete = false;
  state.revision += 1;
}

function see(state: MeterState, event: ChatEvent, clock: Clock): void {
  state.revision += 1;
  switch (event.type) {
    case 'text-delta':
      state.chars += event.text.length;
      break;
    case 'thinking-delta':
      state.chars += event.thinking.length;
      break;
    case 'arguments-delta':
      state.chars += event.json.length;
      break;
    case 'start':
    case 'usage-update':
      state.usage = mergeUsage(state.usage, event.usage);
      return;
    case 'error':
      state.errorCode = event.error.code;
      return;
    case 'finish':
      state.usage = mergeUsage(state.usage, event.usage);
      state.complete = true;
      break;
    case 'block-start':
    case 'signature-delta':
    case 'opaque-delta':
    case 'block-stop':
    case 'opaque-event':
      break;
    default: {
      const missing: never = event;
      throw new TypeError(`unknown event ${JSON.stringify(missing)}`);
    }
  }
  if (state.firstContent < 0) state.firstContent = clock.monotonic();
}
