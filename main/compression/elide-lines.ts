import { ELISION_LABELS } from './elision-rules.ts';
import { MARK } from './line-notation.ts';
import type { ElisionRule } from './result-kind.ts';

/** Lines of which some are notes of what was left out. */
export interface ElidedLines {
  readonly texts: readonly string[];
  readonly notes: ReadonlySet<number>;
}

/** A note must save at least this many characters. */
const MIN_GAIN = 24;

/** A note names at most this many sorts of lines. */
const MAX_LABELS = 3;

/**
 * Leaves out what the rule allows. Each run of lines left out becomes one note in its place that says how many lines
 * they were and of what sort; a run shorter than its note stays.
 */
export function elideLines(lines: readonly string[], rule: ElisionRule): ElidedLines {
  const labels = ELISION_LABELS[rule](lines);
  const texts: string[] = [];
  const notes = new Set<number>();
  let from = 0;
  while (from < lines.length) {
    let to = from;
    let size = 0;
    while (to < lines.length && labels[to] !== undefined) {
      size += (lines[to]?.length ?? 0) + 1;
      to += 1;
    }
    const note = to > from ? noteOf(labels.slice(from, to)) : '';
    if (to > from && size - note.length >= MIN_GAIN) {
      notes.add(texts.length);
      texts.push(note);
      from = to;
      continue;
    }
    const end = Math.max(to, from + 1);
    for (; from < end; from += 1) texts.push(lines[from] ?? '');
  }
  return { texts, notes };
}

function noteOf(labels: readonly (string | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) {
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const sorts = [...counts].sort((a, b) => b[1] - a[1]);
  const named = sorts
    .slice(0, MAX_LABELS)
    .map(([label, count]) => (sorts.length > 1 ? `${count} ${label}` : label));
  if (sorts.length > MAX_LABELS) named.push(`${sorts.length - MAX_LABELS} other sorts`);
  return `${MARK}: ${labels.length} line${labels.length === 1 ? '' : 's'} left out: ${named.join(', ')}]`;
}
