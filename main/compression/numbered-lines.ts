/** The lines of a result. Equal lines have equal ids, so that comparing two costs one comparison. */
export interface NumberedLines {
  readonly texts: readonly string[];
  readonly ids: Int32Array;
  /** Indexes of the lines that are our notes of something left out. No other line has their ids. */
  readonly notes: ReadonlySet<number>;
}

const NO_NOTES: ReadonlySet<number> = new Set();

/** Numbers the lines. */
export function numberLines(texts: readonly string[], notes: ReadonlySet<number> = NO_NOTES): NumberedLines {
  const seen = new Map<string, number>();
  const ids = new Int32Array(texts.length);
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? '';
    const known = notes.has(i) ? i : seen.get(text);
    ids[i] = known ?? i;
    if (known === undefined) seen.set(text, i);
  }
  return { texts, ids, notes };
}
