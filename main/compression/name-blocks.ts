import { isBlankAt } from './character-class.ts';
import type { Fold } from './fold-repeats.ts';
import type { LineOp } from './line-notation.ts';
import type { NumberedLines } from './numbered-lines.ts';

/** Characters that a name's two marks and one use cost, about. */
const NAMING_COST = 14;

/** A single line shorter than this reads better repeated than named. */
const MIN_LINE = 32;

/** Names beyond this many would be hard to look up for the reader. */
const MAX_NAMES = 99;

interface Unit {
  readonly from: number;
  readonly to: number;
  readonly key: string | undefined;
}

/**
 * Turns folds into notation, giving a name to what comes again further down: a run of indented lines (a stack, a code
 * frame) or one long line. The first occurrence stays in its place, in full.
 */
export function nameBlocks(lines: NumberedLines, folds: readonly Fold[]): LineOp[] {
  const units = splitRareRuns(unitsOf(lines, folds), folds, lines.ids);
  const counts = countKeys(units);
  const names = new Map<string, number>();
  const ops: LineOp[] = [];
  for (const unit of units) {
    const uses = unit.key === undefined ? 1 : (counts.get(unit.key) ?? 1);
    const known = unit.key === undefined ? undefined : names.get(unit.key);
    if (known !== undefined) {
      ops.push({ op: 'recall', name: known });
    } else if (unit.key === undefined || names.size === MAX_NAMES || !pays(lines.texts, folds, unit, uses)) {
      writeUnit(lines, folds.slice(unit.from, unit.to), ops);
    } else {
      names.set(unit.key, names.size + 1);
      ops.push({ op: 'open', name: names.size });
      writeUnit(lines, folds.slice(unit.from, unit.to), ops);
      ops.push({ op: 'close' });
    }
  }
  return ops;
}

/** Runs of indented lines are one unit each, every other fold is its own. */
function unitsOf({ texts, ids }: NumberedLines, folds: readonly Fold[]): Unit[] {
  const units: Unit[] = [];
  let from = 0;
  while (from < folds.length) {
    let to = from;
    while (to < folds.length && isIndented(texts, folds[to])) to += 1;
    const end = Math.max(to, from + 1);
    units.push({ from, to: end, key: keyOf(folds, ids, { from, to: end }) });
    from = end;
  }
  return units;
}

function isIndented(lines: readonly string[], fold: Fold | undefined): boolean {
  return fold !== undefined && isNameable(fold) && isBlankAt(lines[fold.from] ?? '', 0);
}

/** A cycle or a list of stamps belongs to its place: only single lines and their plain repetition can be named. */
function isNameable(fold: Fold): boolean {
  return fold.span === 1 && fold.op?.op !== 'stamps';
}

function keyOf(
  folds: readonly Fold[],
  ids: Int32Array,
  unit: { from: number; to: number },
): string | undefined {
  let key = '';
  for (let i = unit.from; i < unit.to; i += 1) {
    const fold = folds[i];
    if (fold === undefined || !isNameable(fold)) return undefined;
    key += `${ids[fold.from]}x${fold.op?.op === 'repeat' ? fold.op.times : 1},`;
  }
  return key;
}

/** An indented run that never comes again is taken apart, for its single lines may. */
function splitRareRuns(units: readonly Unit[], folds: readonly Fold[], ids: Int32Array): Unit[] {
  const counts = countKeys(units);
  const split: Unit[] = [];
  for (const unit of units) {
    if (unit.to - unit.from === 1 || (counts.get(unit.key ?? '') ?? 1) > 1) {
      split.push(unit);
      continue;
    }
    for (let from = unit.from; from < unit.to; from += 1) {
      split.push({ from, to: from + 1, key: keyOf(folds, ids, { from, to: from + 1 }) });
    }
  }
  return split;
}

function countKeys(units: readonly Unit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of units) {
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function pays(lines: readonly string[], folds: readonly Fold[], unit: Unit, uses: number): boolean {
  if (uses < 2) return false;
  let size = 0;
  for (let i = unit.from; i < unit.to; i += 1) size += (lines[folds[i]?.from ?? 0]?.length ?? 0) + 1;
  if (unit.to - unit.from === 1 && size < MIN_LINE) return false;
  return (uses - 1) * (size - 4) > NAMING_COST;
}

function writeUnit(lines: NumberedLines, folds: readonly Fold[], ops: LineOp[]): void {
  for (const fold of folds) {
    for (let line = fold.from; line < fold.from + fold.span; line += 1) {
      ops.push({ op: lines.notes.has(line) ? 'note' : 'line', text: lines.texts[line] ?? '' });
    }
    if (fold.op !== undefined) ops.push(fold.op);
  }
}
