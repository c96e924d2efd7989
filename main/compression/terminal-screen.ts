/** Columns are code units: exact for the narrow characters that are ever overwritten, see `isNarrow`. */
interface Row {
  text: string;
  /** False once the row holds a character whose width we cannot be sure of: then it cannot be overwritten in part. */
  narrow: boolean;
  ending: string;
}

/**
 * What a terminal without edges would show: rows of text and a cursor. Every method answers false where the outcome
 * depends on something unknown (the width of a character, the height of the window).
 */
export class TerminalScreen {
  readonly #rows: Row[] = [emptyRow()];
  #row = 0;
  #column = 0;
  /** Characters that overwriting may still copy: what keeps a hostile text linear. */
  #work: number;

  constructor(work: number) {
    this.#work = work;
  }

  /** Writes a run of printable characters at the cursor. */
  write(run: string): boolean {
    const row = this.#current();
    const narrow = isNarrow(run);
    const { text } = row;
    if (this.#column === text.length) {
      row.text = text + run;
    } else {
      if (!row.narrow || !narrow || !this.#spend(text.length + this.#column)) return false;
      const before = text.slice(0, this.#column).padEnd(this.#column);
      row.text = before + run + text.slice(this.#column + run.length);
    }
    row.narrow = row.narrow && narrow;
    this.#column += run.length;
    return true;
  }

  /** Ends the row with `\n` or `\r\n` and goes to the start of the next. */
  newLine(ending: string): void {
    this.#current().ending = ending;
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#rows.length) this.#rows.push(emptyRow());
  }

  /** Moves the cursor to a column, counted from 0. */
  toColumn(column: number): boolean {
    if (column > 0 && !this.#current().narrow) return false;
    this.#column = Math.max(0, column);
    return column < 4096;
  }

  moveColumn(by: number): boolean {
    return this.toColumn(this.#column + by);
  }

  /** Moves up or down, within the rows already written. */
  moveRow(by: number): boolean {
    const row = this.#row + by;
    if (row < 0 || row >= this.#rows.length) return false;
    const samePlace = this.#column === 0 || (this.#current().narrow && (this.#rows[row]?.narrow ?? false));
    this.#row = row;
    return samePlace;
  }

  /** Erases in the row: from the cursor on (0), up to the cursor (1), all of it (2). */
  eraseRow(part: number): boolean {
    const row = this.#current();
    const { text } = row;
    if (part === 2 || (part === 0 && this.#column === 0)) {
      row.text = '';
      row.narrow = true;
      return true;
    }
    if (part !== 0) return false;
    if (this.#column >= text.length) return true;
    row.text = text.slice(0, this.#column);
    return row.narrow && this.#spend(text.length);
  }

  /** Erases from the cursor to the end of everything. */
  eraseBelow(): boolean {
    if (!this.eraseRow(0)) return false;
    this.#rows.length = this.#row + 1;
    this.#current().ending = '';
    return true;
  }

  /** The rows as text. */
  toString(): string {
    let text = '';
    for (const row of this.#rows) text += row.text + row.ending;
    return text;
  }

  #current(): Row {
    return this.#rows[this.#row] ?? emptyRow();
  }

  #spend(characters: number): boolean {
    this.#work -= characters;
    return this.#work >= 0;
  }
}

function emptyRow(): Row {
  return { text: '', narrow: true, ending: '' };
}

/** Does every character surely take one column? ASCII, Latin, arrows, lines, blocks, braille, common marks. */
function isNarrow(run: string): boolean {
  for (let i = 0; i < run.length; i += 1) {
    const code = run.charCodeAt(i);
    if (code >= 0x20 && code <= 0x7e) continue;
    if (!isNarrowMark(code)) return false;
  }
  return true;
}

function isNarrowMark(code: number): boolean {
  return (
    (code >= 0xa1 && code <= 0x2ff && code !== 0xad) ||
    (code >= 0x2010 && code <= 0x2027) ||
    (code >= 0x2190 && code <= 0x21ff) ||
    (code >= 0x2500 && code <= 0x259f) ||
    (code >= 0x2800 && code <= 0x28ff) ||
    (code >= 0x2713 && code <= 0x2718)
  );
}
