export interface DiffLine {
  readonly text: string;
  /** Not in the other text at this place. */
  readonly differs: boolean;
}

export interface Diff {
  readonly before: readonly DiffLine[];
  readonly after: readonly DiffLine[];
}

/** Above this many cells the table of common lines costs more than the colours are worth. */
const MOST_CELLS = 4_000_000;

/** Which lines of two texts are not common to both: the longest common subsequence, by line. */
export function diffLines(before: string, after: string): Diff {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length * b.length > MOST_CELLS) return { before: all(a), after: all(b) };
  const common = commonLengths(a, b);
  const width = b.length + 1;
  const inA = new Set<number>();
  const inB = new Set<number>();
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      inA.add(i);
      inB.add(j);
      i += 1;
      j += 1;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return { before: mark(a, inA), after: mark(b, inB) };
}

/** Length of the longest common subsequence of every pair of tails. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  return table;
}

function mark(lines: readonly string[], shared: ReadonlySet<number>): readonly DiffLine[] {
  return lines.map((text, index) => ({ text, differs: !shared.has(index) }));
}

function all(lines: readonly string[]): readonly DiffLine[] {
  return lines.map((text) => ({ text, differs: false }));
}
