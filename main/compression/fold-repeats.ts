import type { LineOp } from './line-notation.ts';
import type { NumberedLines } from './numbered-lines.ts';
import { stampOf } from './timestamp.ts';

/** Longest cycle of lines that is looked for; mutual recursion and retry loops are shorter. */
const MAX_SPAN = 8;

/** Characters a repetition must save before its mark is worth a line. */
const MARK_COST = 8;

/** Lines `from` to `from + span - 1`, and the repetition that follows them. Later passes never cut a fold. */
export interface Fold {
  readonly from: number;
  readonly span: number;
  readonly op: LineOp | undefined;
}

/**
 * Finds consecutive repetitions: of one line, of a cycle of up to 8 lines and, with `stamped`, of lines that differ only
 * in the time they begin with.
 */
export function foldRepeats(lines: NumberedLines, stamped: boolean): Fold[] {
  const folds: Fold[] = [];
  let from = 0;
  while (from < lines.texts.length) {
    const fold = cycleFold(lines, from) ?? (stamped ? stampFold(lines.texts, from) : undefined);
    folds.push(fold?.fold ?? { from, span: 1, op: undefined });
    from = fold?.next ?? from + 1;
  }
  return folds;
}

interface FoundFold {
  readonly fold: Fold;
  /** The first line after what the fold stands for. */
  readonly next: number;
}

function cycleFold({ texts, ids }: NumberedLines, from: number): FoundFold | undefined {
  const span = cycleAt(ids, from);
  if (span === 0) return undefined;
  const times = countCycles(ids, from, span);
  if (costOf(texts, from, span) * (times - 1) <= MARK_COST) return undefined;
  return { fold: { from, span, op: { op: 'repeat', times, span } }, next: from + span * times };
}

function stampFold(lines: readonly string[], from: number): FoundFold | undefined {
  const stamps = stampsAfter(lines, from);
  if (stamps.length === 0) return undefined;
  return { fold: { from, span: 1, op: { op: 'stamps', stamps } }, next: from + 1 + stamps.length };
}

function cycleAt(ids: Int32Array, at: number): number {
  for (let span = 1; span <= MAX_SPAN && at + 2 * span <= ids.length; span += 1) {
    let same = 0;
    while (same < span && ids[at + same] === ids[at + same + span]) same += 1;
    if (same === span) return span;
  }
  return 0;
}

function countCycles(ids: Int32Array, at: number, span: number): number {
  let same = 0;
  while (at + same + span < ids.length && ids[at + same] === ids[at + same + span]) same += 1;
  return Math.floor(same / span) + 1;
}

function costOf(lines: readonly string[], at: number, width: number): number {
  let cost = width;
  for (let k = 0; k < width; k += 1) cost += lines[at + k]?.length ?? 0;
  return cost;
}

/** The stamps of the following lines that are this line at another time. */
function stampsAfter(lines: readonly string[], at: number): string[] {
  const line = lines[at] ?? '';
  const stamps: string[] = [];
  // Reading a stamp costs more than seeing that the next line ends otherwise.
  if (!endsAlike(line, lines[at + 1] ?? '')) return stamps;
  const stamp = stampOf(line);
  if (stamp === undefined || line.length - stamp.end < 8) return stamps;
  const date = line.slice(0, stamp.dateEnd);
  if (date.includes(', ')) return stamps;
  const message = line.slice(stamp.end);
  for (let i = at + 1; i < lines.length; i += 1) {
    const next = lines[i] ?? '';
    if (next.length !== line.length || !next.startsWith(date) || !next.endsWith(message)) break;
    if (stampOf(next)?.end !== stamp.end) break;
    stamps.push(next.slice(0, stamp.end));
  }
  return stamps;
}

function endsAlike(line: string, next: string): boolean {
  const { length } = line;
  return (
    length > 8 &&
    next.length === length &&
    next.charCodeAt(length - 1) === line.charCodeAt(length - 1) &&
    next.charCodeAt(length - 4) === line.charCodeAt(length - 4)
  );
}
