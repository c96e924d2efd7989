/** Offsets into a line, ascending and above zero, at which a prefix shared with other lines may end. */
export type PrefixEnds = (line: string) => readonly number[];

/** Where prefixes are opened, and which lines are written bare, by the index of the line. */
export interface PrefixPlan {
  readonly opened: ReadonlyMap<number, string>;
  readonly bare: Uint8Array;
}

/** Prefixes kept in play at once; deeper directories than this share a shallower prefix. */
const SLOTS = 12;

/**
 * What `@ P` costs on top of P, and what `@|` costs: 3 and 2 characters, and some more for the effort of reading them, so
 * that only prefixes that clearly pay are opened.
 */
const HEADER_COST = 10;
const BARE_COST = 6;

/** How a slot got past a line: written behind its prefix, written bare, or (from OPENED on) with a new prefix. */
const CUT = 0;
const BARE = 1;
const OPENED = 2;

/**
 * Of all the ways to place `@ P` marks at the ends that `endsOf` offers, the cheapest in characters, found by dynamic
 * programming over the lines with one state per depth of prefix: linear in the number of lines. Undefined when no prefix
 * is worth a mark.
 */
export function planPrefixes(lines: readonly string[], endsOf: PrefixEnds): PrefixPlan | undefined {
  const planner = new PrefixPlanner(lines.length);
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    planner.add(line, endsOf(line), i * SLOTS);
  }
  return planner.plan(lines, endsOf);
}

class PrefixPlanner {
  readonly #costs = new Float64Array(SLOTS).fill(Infinity);
  readonly #prefixes: string[] = new Array(SLOTS).fill('');
  /** One decision per line and slot. */
  readonly #decisions: Uint8Array;
  #cheapest = 0;
  #opened = false;

  constructor(lines: number) {
    this.#decisions = new Uint8Array(lines * SLOTS);
    this.#costs[0] = 0;
  }

  add(line: string, ends: readonly number[], row: number): void {
    const from = this.#cheapest;
    const before = this.#costs[from] ?? 0;
    this.#stay(line, row, before);
    this.#open(line, ends, { cost: before + HEADER_COST + line.length, from, row });
    this.#cheapest = this.#findCheapest();
  }

  /** Every slot in play writes the line with the prefix it has. */
  #stay(line: string, row: number, before: number): void {
    for (let depth = 0; depth < SLOTS; depth += 1) {
      const cost = this.#costs[depth] ?? Infinity;
      if (cost === Infinity) continue;
      const prefix = this.#prefixes[depth] ?? '';
      // Opening the prefix anew from the cheapest slot would cost no more: this one is out of play.
      if (cost >= before + HEADER_COST + prefix.length) {
        this.#costs[depth] = Infinity;
      } else if (line.startsWith(prefix)) {
        this.#costs[depth] = cost + line.length - prefix.length;
      } else {
        this.#costs[depth] = cost + line.length + BARE_COST;
        this.#decisions[row + depth] = BARE;
      }
    }
  }

  /** Gives the slots whose way here was dearer a prefix of this line. */
  #open(line: string, ends: readonly number[], way: { cost: number; from: number; row: number }): void {
    const deepest = Math.min(ends.length, SLOTS - 1);
    for (let depth = 0; depth <= deepest; depth += 1) {
      if (way.cost >= (this.#costs[depth] ?? Infinity)) continue;
      this.#costs[depth] = way.cost;
      this.#prefixes[depth] = depth === 0 ? '' : line.slice(0, ends[depth - 1]);
      this.#decisions[way.row + depth] = OPENED + way.from;
      this.#opened = true;
    }
  }

  #findCheapest(): number {
    let best = 0;
    for (let depth = 1; depth < SLOTS; depth += 1) {
      if ((this.#costs[depth] ?? Infinity) < (this.#costs[best] ?? Infinity)) best = depth;
    }
    return best;
  }

  /** Follows the decisions back from the cheapest end. */
  plan(lines: readonly string[], endsOf: PrefixEnds): PrefixPlan | undefined {
    if (!this.#opened) return undefined;
    const bare = new Uint8Array(lines.length);
    const opened = new Map<number, string>();
    let depth = this.#cheapest;
    for (let i = lines.length - 1; i >= 0; i -= 1) {
      const decision = this.#decisions[i * SLOTS + depth] ?? CUT;
      if (decision === BARE) bare[i] = 1;
      if (decision < OPENED) continue;
      const line = lines[i] ?? '';
      opened.set(i, depth === 0 ? '' : line.slice(0, endsOf(line)[depth - 1]));
      depth = decision - OPENED;
    }
    return opened.size === 0 ? undefined : { opened, bare };
  }
}
