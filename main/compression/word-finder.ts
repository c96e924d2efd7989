const LETTERS = 26;

/**
 * Finds any of a fixed list of words in one pass, ignoring ASCII case, also inside longer words (`TypeError` holds
 * `error`). Words begin with two ASCII letters; a table over those two decides where to look closer, so the time is
 * linear in the text whatever it holds.
 */
export class WordFinder {
  readonly #byPair = new Map<number, readonly string[]>();
  /** 1 for each pair of letters that begins a word. */
  readonly #begins = new Uint8Array(LETTERS * LETTERS);

  constructor(words: readonly string[]) {
    for (const word of words) {
      const pair = letterAt(word, 0) * LETTERS + letterAt(word, 1);
      this.#begins[pair] = 1;
      this.#byPair.set(pair, [...(this.#byPair.get(pair) ?? []), word]);
    }
  }

  /** The offset of the first word at or after `from`, -1 when there is none. */
  find(text: string, from = 0): number {
    let before = -1;
    for (let i = from; i < text.length; i += 1) {
      const letter = letterAt(text, i);
      const pair = before * LETTERS + letter;
      const begins = before >= 0 && letter >= 0 && this.#begins[pair] === 1;
      if (begins && this.#standsAt(text, i - 1, pair)) return i - 1;
      before = letter;
    }
    return -1;
  }

  #standsAt(text: string, at: number, pair: number): boolean {
    for (const word of this.#byPair.get(pair) ?? []) if (standsAt(text, at, word)) return true;
    return false;
  }
}

/** 0 to 25 for an ASCII letter of either case, -1 for anything else. */
function letterAt(text: string, at: number): number {
  const letter = (text.charCodeAt(at) | 0x20) - 0x61;
  return letter >= 0 && letter < LETTERS ? letter : -1;
}

function standsAt(text: string, at: number, word: string): boolean {
  for (let i = 2; i < word.length; i += 1) {
    const code = text.charCodeAt(at + i);
    const wanted = word.charCodeAt(i);
    if (code !== wanted && !((code | 0x20) === wanted && letterAt(word, i) >= 0)) return false;
  }
  return true;
}
