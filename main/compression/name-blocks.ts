import { isBlankAt } from './character-class.ts';
import type { Fold } from './fold-repeats.ts';
import type { LineOp } from './line-notation.ts';
import type { NumberedLines } from './numbered-lines.ts';

/** Characters that a name's two marks and one use cost, and some for the effort of reading them. */
const NAMING_COST = 24;

/** A single line shorter than this reads better repeated than named. */
const MIN_LINE = 32;

/** Names beyond this many would be hard to look up for the reader. */
const MAX_NAMES = 99;

/** Folds `from` to `to - 1`. Units of one key are the same lines; key -1 is never the same as anything. */
interface Unit {
  readonly from: number;
  readonly to: number;
  readonly key: number;
}

/**
 * Turns folds into notation, giving a name to what comes again further down: a run of indented lines (a stack, a code
 * frame) or one long line. The first occurrence stays in its place, in full.
 */
export function nameBlocks(lines: NumberedLines, folds: readonly Fold[]): LineOp[] {
  return new BlockNamer(lines, folds).ops();
}

class BlockNamer {
  readonly #lines: NumberedLines;
  readonly #folds: readonly Fold[];
  readonly #names = new Map<number, number>();
  readonly #ops: LineOp[] = [];

  constructor(lines: NumberedLines, folds: readonly Fold[]) {
    this.#lines = lines;
    this.#folds = folds;
  }

  ops(): LineOp[] {
    const units = this.#units(this.#runs());
    const uses = countKeys(units);
    for (const unit of units) {
      const name = unit.key < 0 ? undefined : this.#names.get(unit.key);
      if (name !== undefined) this.#ops.push({ op: 'recall', name });
      else if ((uses.get(unit.key) ?? 1) > 1 && this.#pays(unit, uses.get(unit.key) ?? 1)) this.#define(unit);
      else this.#write(unit);
    }
    return this.#ops;
  }

  /** Runs of two and more indented folds, numbered above all lines so that equal runs have equal keys. */
  #runs(): Unit[] {
    const keys = new Map<string, number>();
    const runs: Unit[] = [];
    const count = this.#folds.length;
    for (let from = 0; from < count; from += 1) {
      let to = from;
      let text = '';
      while (to < count && this.#isIndented(to)) {
        text += `${this.#keyOf(to)},`;
        to += 1;
      }
      if (to - from < 2) continue;
      const key = keys.get(text) ?? 2 * this.#lines.ids.length + keys.size;
      keys.set(text, key);
      runs.push({ from, to, key });
      from = to - 1;
    }
    return runs;
  }

  /** Runs that come again, and every fold outside those by itself. */
  #units(runs: readonly Unit[]): Unit[] {
    const uses = countKeys(runs);
    const units: Unit[] = [];
    let from = 0;
    for (const run of runs) {
      if ((uses.get(run.key) ?? 1) < 2) continue;
      for (; from < run.from; from += 1) units.push({ from, to: from + 1, key: this.#keyOf(from) });
      units.push(run);
      from = run.to;
    }
    for (; from < this.#folds.length; from += 1) units.push({ from, to: from + 1, key: this.#keyOf(from) });
    return units;
  }

  #isIndented(index: number): boolean {
    return this.#keyOf(index) >= 0 && isBlankAt(this.#lines.texts[this.#folds[index]?.from ?? 0] ?? '', 0);
  }

  /** Only a line that stands once can be named: a repetition belongs to its place. */
  #keyOf(index: number): number {
    const fold = this.#folds[index];
    return fold === undefined || fold.op !== undefined ? -1 : (this.#lines.ids[fold.from] ?? -1);
  }

  #pays(unit: Unit, uses: number): boolean {
    if (this.#names.size === MAX_NAMES) return false;
    let size = 0;
    for (let i = unit.from; i < unit.to; i += 1) {
      size += (this.#lines.texts[this.#folds[i]?.from ?? 0]?.length ?? 0) + 1;
    }
    if (unit.to - unit.from === 1 && size < MIN_LINE) return false;
    return (uses - 1) * (size - 4) > NAMING_COST;
  }

  #define(unit: Unit): void {
    const name = this.#names.size + 1;
    this.#names.set(unit.key, name);
    this.#ops.push({ op: 'open', name });
    this.#write(unit);
    this.#ops.push({ op: 'close' });
  }

  #write(unit: Unit): void {
    for (let i = unit.from; i < unit.to; i += 1) {
      const fold = this.#folds[i];
      if (fold === undefined) continue;
      for (let line = fold.from; line < fold.from + fold.span; line += 1) {
        this.#ops.push({
          op: this.#lines.notes.has(line) ? 'note' : 'line',
          text: this.#lines.texts[line] ?? '',
        });
      }
      if (fold.op !== undefined) this.#ops.push(fold.op);
    }
  }
}

function countKeys(units: readonly Unit[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { key } of units) if (key >= 0) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
