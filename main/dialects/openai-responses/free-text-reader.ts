import { freeTextOf } from './call-shape.ts';

/** What stands before the text in the arguments of a free-text tool. */
const OPENING = /^\s*\{\s*"input"\s*:\s*"/;

/** Within this many characters the opening has come, or it never will. */
const LONGEST_OPENING = 64;

/**
 * Takes the text out of `{"input": "…"}` while it is still arriving, in pieces cut anywhere, even inside an escape.
 * Arguments that do not begin so are kept until their end.
 */
export class FreeTextReader {
  /** Before the opening: all that came. After it: the part of an escape that is not whole. */
  #rest = '';
  #phase: 'before' | 'inside' | 'closed' = 'before';
  #text = '';

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** The arguments are whole. */
  get isComplete(): boolean {
    return this.#phase === 'closed';
  }

  /** Takes a piece of the arguments; what it adds to the text. */
  push(piece: string): string {
    if (this.#phase === 'closed') return '';
    const tried = this.#rest.length;
    this.#rest += piece;
    if (this.#phase === 'before' && (tried > LONGEST_OPENING || !this.#open())) return '';
    const end = endOfText(this.#rest);
    const raw = this.#rest.slice(0, end);
    if (this.#rest[end] === '"') this.#phase = 'closed';
    this.#rest = this.#rest.slice(end);
    return this.#add(unescaped(raw));
  }

  /** What is still owed at the end of the arguments. */
  end(): string {
    if (this.#phase !== 'before' || this.#rest === '') return '';
    this.#phase = 'closed';
    return this.#add(freeTextOf(this.#rest));
  }

  #open(): boolean {
    const opening = OPENING.exec(this.#rest);
    if (opening === null) return false;
    this.#phase = 'inside';
    this.#rest = this.#rest.slice(opening[0].length);
    return true;
  }

  #add(text: string): string {
    this.#text += text;
    return text;
  }
}

/** Up to where the text can be read: its closing quote, an escape that is not whole, or the end. */
function endOfText(json: string): number {
  let quote = indexOrEnd(json, '"', 0);
  let backslash = json.indexOf('\\');
  while (backslash !== -1 && backslash < quote) {
    const end = backslash + (json[backslash + 1] === 'u' ? 6 : 2);
    if (end > json.length) return backslash;
    if (end > quote) quote = indexOrEnd(json, '"', end);
    backslash = json.indexOf('\\', end);
  }
  return quote;
}

function indexOrEnd(json: string, char: string, from: number): number {
  const index = json.indexOf(char, from);
  return index === -1 ? json.length : index;
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    // Not JSON after all: better the model's own letters than none.
    return raw;
  }
}
