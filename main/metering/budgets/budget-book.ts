import type { Clock } from '../../platform/ports/clock.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { Ledger } from '../ledger.ts';
import { type BudgetRefusal, refusalOf } from './budget-refusal.ts';
import { type BudgetSpec, isCovered, type Spending, type SpendingPlace } from './budget-spec.ts';
import { type BudgetStanding, type BudgetSum, standingOf } from './budget-standing.ts';
import { BudgetTally } from './budget-tally.ts';

/** The budgets in force and what was spent on the account of each. */
export interface BudgetBook {
  /** Takes these on. What was counted for a budget that stays is kept, also when its limit changes. */
  configure(specs: readonly BudgetSpec[]): void;
  /** A request has ended. Called before its row goes to the ledger. */
  add(row: Spending): void;
  /** Resolves once every sum of the present periods is known, or cannot be; undefined when all are. Never rejects. */
  ready(): Promise<void> | undefined;
  /** The same for the budgets that stop requests: nobody waits for one that only tells. */
  opening(): Promise<void> | undefined;
  /** In the order of the configuration. */
  standings(): readonly BudgetStanding[];
  /** Why this app may send nothing to a place; undefined when no stopping budget that concerns it is spent. */
  closedFor(app: string): ((place: Omit<SpendingPlace, 'app'>) => BudgetRefusal | undefined) | undefined;
  /** Called with a budget that has reached a higher part of its limit than before in this period. */
  onReached(listener: (standing: BudgetStanding) => void): void;
  /** Called when a period has ended and its budgets begin anew. */
  onRenewed(listener: () => void): void;
  close(): void;
}

export interface BudgetBookDeps {
  readonly ledger: Pick<Ledger, 'totals'>;
  readonly clock: Clock;
  readonly log: Log;
  /** What requests under way have spent so far. */
  live(): readonly Spending[];
}

/** A ledger that could not be read is asked again after this time. */
const REREAD_MS = 30_000;
/** How often the calendar and long answers are looked at while there are budgets. */
const LOOK_MS = 60_000;

/** A book without budgets. It reads and starts nothing before it is given some. */
export function createBudgetBook(deps: BudgetBookDeps): BudgetBook {
  return new Book(deps);
}

interface Entry {
  spec: BudgetSpec;
  readonly tally: BudgetTally;
  /** The part of the limit that was last told of. */
  told: number;
}

class Book implements BudgetBook {
  readonly #deps: BudgetBookDeps;
  #entries: readonly Entry[] = [];
  #reading: Promise<void> | undefined;
  #rereadAt = Number.NEGATIVE_INFINITY;
  #cancelLook: (() => void) | undefined;
  readonly #onReached: ((standing: BudgetStanding) => void)[] = [];
  readonly #onRenewed: (() => void)[] = [];

  constructor(deps: BudgetBookDeps) {
    this.#deps = deps;
  }

  configure(specs: readonly BudgetSpec[]): void {
    const former = this.#entries;
    this.#entries = specs.map((spec) => {
      const known = former.find((entry) => entry.spec.id === spec.id && entry.tally.fits(spec));
      return { spec, tally: known?.tally ?? new BudgetTally(spec, this.#deps), told: 0 };
    });
    this.#rereadAt = Number.NEGATIVE_INFINITY;
    const live = this.#deps.live();
    for (const entry of this.#entries) this.#settle(entry, entry.tally.sumWith(live));
    void this.ready();
    this.#schedule();
  }

  add(row: Spending): void {
    if (this.#entries.length === 0) return;
    this.#renew();
    for (const { tally } of this.#entries) tally.add(row);
    this.#tellReached();
  }

  ready(): Promise<void> | undefined {
    if (this.#entries.length === 0) return undefined;
    this.#renew();
    if (this.#entries.every(({ tally }) => tally.isRead)) return undefined;
    if (this.#reading === undefined && this.#deps.clock.monotonic() < this.#rereadAt) return undefined;
    this.#reading ??= this.#readAll();
    return this.#reading;
  }

  opening(): Promise<void> | undefined {
    return this.#entries.some(({ spec, tally }) => spec.stop && !tally.isRead) ? this.ready() : undefined;
  }

  standings(): readonly BudgetStanding[] {
    if (this.#entries.length === 0) return [];
    this.#renew();
    const live = this.#deps.live();
    return this.#entries.map((entry) => this.#standingOf(entry, live));
  }

  closedFor(app: string): ((place: Omit<SpendingPlace, 'app'>) => BudgetRefusal | undefined) | undefined {
    if (!this.#entries.some(({ spec }) => spec.stop)) return undefined;
    const spent = this.standings()
      .filter(({ spec, isSpent }) => spec.stop && isSpent)
      // The one that keeps the door shut longest is the one to name.
      .sort((a, b) => b.span.to - a.span.to);
    if (spent.length === 0) return undefined;
    return (place) => {
      const standing = spent.find(({ spec }) => isCovered({ ...place, app }, spec.scope));
      return standing === undefined ? undefined : refusalOf(standing);
    };
  }

  onReached(listener: (standing: BudgetStanding) => void): void {
    this.#onReached.push(listener);
  }

  onRenewed(listener: () => void): void {
    this.#onRenewed.push(listener);
  }

  close(): void {
    this.#entries = [];
    this.#schedule();
  }

  #standingOf({ spec, tally }: Entry, live: readonly Spending[]): BudgetStanding {
    return standingOf(spec, { span: tally.span, sum: tally.sumWith(live), now: this.#deps.clock.now() });
  }

  async #readAll(): Promise<void> {
    for (const { tally } of this.#entries) if (!tally.isRead) await this.#readOne(tally);
    this.#reading = undefined;
    this.#tellReached();
    // A budget may have been added meanwhile.
    await this.ready();
  }

  /** What cannot be read must not stop anybody's work: such a budget counts from now on, and says so in the log. */
  async #readOne(tally: BudgetTally): Promise<void> {
    try {
      await tally.read();
      for (const entry of this.#entries) if (entry.tally === tally) this.#settle(entry, tally.before);
    } catch (error) {
      this.#rereadAt = this.#deps.clock.monotonic() + REREAD_MS;
      this.#deps.log.warn('The ledger cannot be read, so budgets count from now on only.', { error });
    }
  }

  /** What was reached by then was told of when it was, in this process or in one before. */
  #settle(entry: Entry, sum: BudgetSum): void {
    const { spec, tally } = entry;
    const { reached = 0 } = standingOf(spec, { span: tally.span, sum, now: this.#deps.clock.now() });
    entry.told = Math.max(entry.told, reached);
  }

  #tellReached(): void {
    const live = this.#deps.live();
    for (const entry of this.#entries) {
      const standing = this.#standingOf(entry, live);
      if (!entry.tally.isRead || (standing.reached ?? 0) <= entry.told) continue;
      entry.told = standing.reached ?? 0;
      for (const tell of this.#onReached) tell(standing);
    }
  }

  #renew(): void {
    const renewed = this.#entries.filter(({ tally }) => tally.renew());
    if (renewed.length === 0) return;
    for (const entry of renewed) entry.told = 0;
    for (const tell of this.#onRenewed) tell();
  }

  #schedule(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    if (this.#entries.length > 0) this.#cancelLook = this.#deps.clock.after(this.#nextLookMs(), this.#look);
  }

  /** The next midnight that matters, a minute at most: a machine that slept is not told of midnights. */
  #nextLookMs(): number {
    const now = this.#deps.clock.now();
    const ends = this.#entries.map(({ tally }) => tally.span.to - now);
    return Math.max(1, Math.min(LOOK_MS, ...ends));
  }

  readonly #look = (): void => {
    this.#renew();
    this.#tellReached();
    void this.ready();
    this.#schedule();
  };
}
