import type { LineOp } from './line-notation.ts';

/** Offsets into a line, ascending and above zero, at which a prefix shared with other lines may end. */
export type PrefixEnds = (line: string) => readonly number[];

/** Prefixes kept in play at once; deeper directories than this share a shallower prefix. */
const SLOTS = 12;

/** What `@ P` and its line break cost on top of P, and what `@|` costs. */
const HEADER_COST = 3;
const BARE_COST = 2;

/** Decisions for a line in a slot: written behind the prefix, written bare, or (from OPENED on) a new prefix. */
const CUT = 0;
const BARE = 1;
const OPENED = 2;

interface Slot {
  cost: number;
  prefix: string;
}

/**
 * Groups lines under the prefixes they share. Of all the ways to place the `@ P` marks at the ends that `endsOf` offers,
 * the cheapest in characters is taken, by dynamic programming over the lines with one state per prefix depth: linear in
 * the number of lines, and the order of the lines never changes.
 */
export function sharePrefixes(ops: readonly LineOp[], endsOf: PrefixEnds): readonly LineOp[] {
  const lines: string[] = [];
  for (const op of ops) if (op.op === 'line') lines.push(op.text);
  const plan = planPrefixes(lines, endsOf);
  return plan === undefined ? ops : applyPlan(ops, plan);
}

/** For each line the prefix in force and whether the line is written bare. */
interface Placement {
  readonly prefix: string;
  readonly bare: boolean;
}

function planPrefixes(lines: readonly string[], endsOf: PrefixEnds): readonly Placement[] | undefined {
  const decisions = new Uint8Array(lines.length * SLOTS);
  const slots: Slot[] = [{ cost: 0, prefix: '' }];
  for (let depth = 1; depth < SLOTS; depth += 1) slots.push({ cost: Infinity, prefix: '' });
  let opened = false;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const here = decisions.subarray(i * SLOTS, (i + 1) * SLOTS);
    const cheapest = cheapestOf(slots);
    const cost = (slots[cheapest]?.cost ?? 0) + HEADER_COST + line.length;
    stay(slots, line, here);
    const ends = endsOf(line);
    const depths = open(slots, { line, ends, cost });
    for (const depth of depths) here[depth] = OPENED + cheapest;
    opened ||= depths.length > 0;
  }
  return opened ? traceBack(lines, endsOf, { decisions, last: cheapestOf(slots) }) : undefined;
}

interface Opening {
  readonly line: string;
  readonly ends: readonly number[];
  /** What it costs in all to have come here and to open any prefix of the line before writing it. */
  readonly cost: number;
}

/** Gives the slots whose way here was dearer a prefix of this line; returns their depths. */
function open(slots: readonly Slot[], { line, ends, cost }: Opening): readonly number[] {
  const depths: number[] = [];
  for (let depth = 0; depth <= ends.length && depth < SLOTS; depth += 1) {
    const slot = slots[depth];
    if (slot === undefined || cost >= slot.cost) continue;
    slot.cost = cost;
    slot.prefix = depth === 0 ? '' : line.slice(0, ends[depth - 1]);
    depths.push(depth);
  }
  return depths;
}

function cheapestOf(slots: readonly Slot[]): number {
  let best = 0;
  for (let depth = 1; depth < SLOTS; depth += 1) {
    if ((slots[depth]?.cost ?? Infinity) < (slots[best]?.cost ?? Infinity)) best = depth;
  }
  return best;
}

/** Every slot writes the line with the prefix it has. */
function stay(slots: readonly Slot[], line: string, decisions: Uint8Array): void {
  for (let depth = 0; depth < SLOTS; depth += 1) {
    const slot = slots[depth];
    if (slot === undefined || slot.cost === Infinity) continue;
    const fits = line.startsWith(slot.prefix);
    slot.cost += fits ? line.length - slot.prefix.length : line.length + BARE_COST;
    decisions[depth] = fits ? CUT : BARE;
  }
}

interface Path {
  readonly decisions: Uint8Array;
  readonly last: number;
}

function traceBack(lines: readonly string[], endsOf: PrefixEnds, path: Path): readonly Placement[] {
  const bare: boolean[] = new Array(lines.length);
  const openedAt = new Map<number, string>();
  let depth = path.last;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const decision = path.decisions[i * SLOTS + depth] ?? CUT;
    bare[i] = decision === BARE;
    if (decision < OPENED) continue;
    const line = lines[i] ?? '';
    openedAt.set(i, depth === 0 ? '' : line.slice(0, endsOf(line)[depth - 1]));
    depth = decision - OPENED;
  }
  let prefix = '';
  return bare.map((isBare, i) => {
    prefix = openedAt.get(i) ?? prefix;
    return { prefix, bare: isBare };
  });
}

function applyPlan(ops: readonly LineOp[], plan: readonly Placement[]): readonly LineOp[] {
  const out: LineOp[] = [];
  let prefix = '';
  let cut = 0;
  let next = 0;
  for (const op of ops) {
    if (op.op === 'stamps') {
      const { stamps } = op;
      const shared = cut;
      out.push({ op: 'stamps', stamps: stamps.map((stamp) => stamp.slice(shared)) });
      continue;
    }
    const place = op.op === 'line' ? plan[next] : undefined;
    if (op.op !== 'line' || place === undefined) {
      out.push(op);
      continue;
    }
    next += 1;
    if (place.prefix !== prefix) out.push({ op: 'prefix', prefix: place.prefix });
    prefix = place.prefix;
    cut = place.bare ? 0 : prefix.length;
    out.push({ op: place.bare ? 'bare' : 'line', text: op.text.slice(cut) });
  }
  return out;
}
