/**
 * A terminal without edges as a grid of cells, one per UTF-16 unit: slow, obvious, and written apart from the product, so
 * that the two can disagree. Throws on anything it does not know.
 */
export function showOnGrid(text: string): string {
  const grid = new Grid();
  let at = 0;
  while (at < text.length) at += grid.take(text.slice(at, at + 3000));
  return grid.show();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal reads.
const SEQUENCE = /^\x1b(?:\[([?\d;]*)([a-zA-Z])|\][^\x07\x1b]*(?:\x07|\x1b\\)|\(B)/;

class Grid {
  #rows: string[][] = [[]];
  #endings: string[] = [''];
  #row = 0;
  #column = 0;

  /** Obeys what comes first in the text; returns how much of it that was. */
  take(text: string): number {
    const character = text.charAt(0);
    if (text.startsWith('\r\n')) return this.#newLine('\r\n');
    if (character === '\n') return this.#newLine('\n');
    if (character === '\x1b') return this.#sequence(text);
    if (character === '\r') this.#column = 0;
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character !== '\x07') this.#put(character);
    return 1;
  }

  show(): string {
    return this.#rows.map((cells, i) => cells.join('') + (this.#endings[i] ?? '')).join('');
  }

  #cells(): string[] {
    return this.#rows[this.#row] ?? [];
  }

  #put(character: string): void {
    const cells = this.#cells();
    while (cells.length < this.#column) cells.push(' ');
    cells[this.#column] = character;
    this.#column += 1;
  }

  #newLine(ending: string): number {
    this.#endings[this.#row] = ending;
    this.#row += 1;
    this.#column = 0;
    if (this.#rows[this.#row] === undefined) {
      this.#rows.push([]);
      this.#endings.push('');
    }
    return ending.length;
  }

  #sequence(text: string): number {
    const found = SEQUENCE.exec(text);
    if (found === null) throw new Error(`unknown sequence ${JSON.stringify(text.slice(0, 20))}`);
    const [whole, parameters = '', final = ''] = found;
    const number = Number(parameters);
    this.#move(final, Math.max(1, Number.isNaN(number) ? 1 : number));
    if (final === 'K') this.#rows[this.#row] = number === 2 ? [] : this.#cells().slice(0, this.#column);
    if (final === 'J') this.#cutBelow();
    return whole.length;
  }

  #move(final: string, by: number): void {
    if (final === 'A') this.#row -= by;
    if (final === 'B') this.#row += by;
    if (final === 'C') this.#column += by;
    if (final === 'D') this.#column = Math.max(0, this.#column - by);
    if (final === 'G') this.#column = by - 1;
  }

  #cutBelow(): void {
    this.#rows = [...this.#rows.slice(0, this.#row), this.#cells().slice(0, this.#column)];
    this.#endings = [...this.#endings.slice(0, this.#row), ''];
  }
}
