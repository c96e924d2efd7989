const LETTERS = 26;

/**
 * Finds any of a fixed list of words in one pass, ignoring ASCII case, also inside longer words (`TypeError` holds
 * `error`). Words begin with two ASCII letters; a table over those two decides where to look closer, so the time is
 * linear in the text whatever it holds.
 */
export class WordFinder {
  readonly #byPair: (readonly string[] | undefined)[] = new Array(LETTERS * LETTERS);

  constructor(words: readonly string[]) {
    for (const word of words) {
      const pair = letterAt(word, 0) * LETTERS + letterAt(word, 1);
      this.#byPair[pair] = [...(this.#byPair[pair] ?? []), word];
    }
  }

  /** The offset of the first word at or after `from`, -1 when there is none. */
  find(text: string, from = 0): number {
    let before = -1;
    for (let i = from; i < text.length; i += 1) {
      const letter = letterAt(text, i);
      const words = before < 0 || letter < 0 ? undefined : this.#byPair[before * LETTERS + letter];
      before = letter;
      if (words?.some((word) => standsAt(text, i - 1, word))) return i - 1;
    }
    return -1;
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
