import type { Clock } from '../../platform/ports/clock.ts';
import type { Ledger } from '../ledger.ts';
import { modelFamily } from '../model-family.ts';
import { type BudgetSpan, spanAround } from './budget-span.ts';
import { type BudgetSpec, isCovered, ledgerFilterOf, type Spending } from './budget-spec.ts';
import type { BudgetSum } from './budget-standing.ts';

export interface TallyParts {
  readonly ledger: Pick<Ledger, 'totals'>;
  readonly clock: Pick<Clock, 'now'>;
}

const NOTHING: BudgetSum = { nanoUsd: 0, unpriced: 0 };

/** What was spent on one budget's account in its present period: read from the ledger once, then added to. */
export class BudgetTally {
  readonly #parts: TallyParts;
  readonly #spec: Pick<BudgetSpec, 'period' | 'scope'>;
  #span: BudgetSpan;
  #sum = NOTHING;
  #before = NOTHING;
  /** Rows that began before this moment come from the ledger, later ones are added here. */
  #since: number | undefined;
  #isRead = false;
  /** A row of the ledger's part came while the ledger was being read. */
  #isLate = false;

  constructor(spec: Pick<BudgetSpec, 'period' | 'scope'>, parts: TallyParts) {
    this.#spec = spec;
    this.#parts = parts;
    this.#span = spanAround(spec.period, parts.clock.now());
  }

  get span(): BudgetSpan {
    return this.#span;
  }

  /** What is known so far: all of it once the ledger has been read. */
  get sum(): BudgetSum {
    return this.#sum;
  }

  /** The part of it that the ledger had when it was read. */
  get before(): BudgetSum {
    return this.#before;
  }

  get isRead(): boolean {
    return this.#isRead;
  }

  /** True when it counts the same as that budget would. */
  fits({ period, scope }: BudgetSpec): boolean {
    return JSON.stringify([period, scope]) === JSON.stringify([this.#spec.period, this.#spec.scope]);
  }

  /** A request has ended and its row is on the way to the ledger. */
  add(row: Spending): void {
    if (this.#since === undefined || !this.#isOurs(row)) return;
    if (this.#isRead || row.startedAt >= this.#since) this.#sum = plus(this.#sum, sumOf(row));
    else this.#isLate = true;
  }

  /** The sum with what requests under way have spent so far. */
  sumWith(live: readonly Spending[]): BudgetSum {
    let { nanoUsd } = this.#sum;
    for (const spending of live) if (this.#isOurs(spending)) nanoUsd += spending.costNanoUsd ?? 0;
    return { nanoUsd, unpriced: this.#sum.unpriced };
  }

  /** Begins anew when the period has ended; true when it has. A clock that was set back means reading again. */
  renew(): boolean {
    const now = this.#parts.clock.now();
    const { from, to } = this.#span;
    if (now >= from && now < to) return false;
    this.#span = spanAround(this.#spec.period, now);
    this.#sum = NOTHING;
    this.#isLate = true;
    if (now < from) {
      this.#isRead = false;
      this.#since = undefined;
    }
    return true;
  }

  /**
   * Reads what the ledger has. Requests that began earlier and end meanwhile may or may not be in the answer, so it is
   * asked again until none did; there are only so many of those. @throws what the store throws
   */
  async read(): Promise<void> {
    if (this.#isRead) return;
    let before = NOTHING;
    do {
      this.#isLate = false;
      this.#since ??= this.#parts.clock.now() + 1;
      before = await this.#ask(this.#span.from, this.#since);
    } while (this.#isLate);
    this.#isRead = true;
    this.#before = before;
    this.#sum = plus(before, this.#sum);
  }

  async #ask(from: number, to: number): Promise<BudgetSum> {
    if (from >= to) return NOTHING;
    const { scope } = this.#spec;
    const family = scope.kind === 'model' ? modelFamily(scope.name) : undefined;
    const totals = await this.#parts.ledger.totals({
      filter: { ...ledgerFilterOf(scope), from, to },
      percentiles: false,
      groupBy: family === undefined ? [] : ['upstreamModel'],
    });
    return totals
      .filter(({ keys: [model] }) => family === undefined || modelFamily(String(model ?? '')) === family)
      .reduce((sum, { costNanoUsd, unpriced }) => plus(sum, { nanoUsd: costNanoUsd, unpriced }), NOTHING);
  }

  #isOurs(spending: Spending): boolean {
    const { from, to } = this.#span;
    return spending.startedAt >= from && spending.startedAt < to && isCovered(spending, this.#spec.scope);
  }
}

function sumOf({ costNanoUsd }: Spending): BudgetSum {
  return { nanoUsd: costNanoUsd ?? 0, unpriced: Number(costNanoUsd === null) };
}

function plus(a: BudgetSum, b: BudgetSum): BudgetSum {
  return { nanoUsd: a.nanoUsd + b.nanoUsd, unpriced: a.unpriced + b.unpriced };
}
