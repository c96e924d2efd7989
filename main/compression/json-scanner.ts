import { isDigitAt, isLetterAt } from './character-class.ts';

/** Nesting beyond this is not JSON anyone reads. */
const MAX_DEPTH = 128;

/** An array in JSON text: where each of its items starts and ends. */
export interface ArraySpan {
  readonly depth: number;
  /** start, end, start, end … offsets into the text, one pair per item. */
  readonly items: number[];
}

/** What a scan of JSON text found. */
export interface JsonScan {
  /** The same text without whitespace between tokens. */
  readonly minified: string;
  /** Every array, in the order in which they end: inner before outer. */
  readonly arrays: readonly ArraySpan[];
  /** The offset behind the value; only whitespace follows. */
  readonly end: number;
}

interface Frame {
  readonly closer: number;
  readonly span: ArraySpan | undefined;
  itemStart: number;
}

/** What the grammar allows next. */
type Expect = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'end';

/**
 * Reads one JSON object or array strictly (no comments, no trailing commas, known escapes left as they are) in one pass
 * and without recursion. Undefined when the text is anything else.
 */
export function scanJson(text: string): JsonScan | undefined {
  const scanner = new JsonScanner(text);
  return scanner.scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #frames: Frame[] = [];
  readonly #arrays: ArraySpan[] = [];
  #expect: Expect = 'value';
  #minified = '';
  #copied = 0;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): JsonScan | undefined {
    const text = this.#text;
    const first = skipWhitespace(text, 0);
    if (text[first] !== '{' && text[first] !== '[') return undefined;
    while (this.#expect !== 'end') {
      this.#dropWhitespace();
      const next = this.#token(text.charCodeAt(this.#at));
      if (next <= this.#at) return undefined;
      this.#at = next;
    }
    const end = this.#at;
    if (skipWhitespace(text, end) !== text.length) return undefined;
    return { minified: this.#minified + text.slice(this.#copied, end), arrays: this.#arrays, end };
  }

  #dropWhitespace(): void {
    const next = skipWhitespace(this.#text, this.#at);
    if (next === this.#at) return;
    this.#minified += this.#text.slice(this.#copied, this.#at);
    this.#copied = next;
    this.#at = next;
  }

  /** Reads one token; returns the offset behind it, or -1 when the grammar does not allow it here. */
  #token(code: number): number {
    switch (code) {
      case 0x7b:
        return this.#open(0x7d);
      case 0x5b:
        return this.#open(0x5d);
      case 0x7d:
      case 0x5d:
        return this.#close(code);
      case 0x2c:
        return this.#comma();
      case 0x3a:
        return this.#colon();
      case 0x22:
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #open(closer: number): number {
    if (!this.#startValue() || this.#frames.length === MAX_DEPTH) return -1;
    const isArray = closer === 0x5d;
    const span = isArray ? { depth: this.#frames.length, items: [] } : undefined;
    this.#frames.push({ closer, span, itemStart: -1 });
    this.#expect = isArray ? 'value-or-close' : 'key-or-close';
    return this.#at + 1;
  }

  #close(code: number): number {
    const frame = this.#frames.at(-1);
    const expect = this.#expect;
    const allowed = expect === 'comma-or-close' || expect === 'value-or-close' || expect === 'key-or-close';
    if (frame === undefined || frame.closer !== code || !allowed) return -1;
    this.#frames.pop();
    if (frame.span !== undefined) this.#arrays.push(frame.span);
    this.#endValue(this.#at + 1);
    return this.#at + 1;
  }

  #comma(): number {
    if (this.#expect !== 'comma-or-close') return -1;
    this.#expect = this.#frames.at(-1)?.span === undefined ? 'key' : 'value';
    return this.#at + 1;
  }

  #colon(): number {
    if (this.#expect !== 'colon') return -1;
    this.#expect = 'value';
    return this.#at + 1;
  }

  #string(): number {
    const end = endOfString(this.#text, this.#at);
    if (end < 0) return -1;
    if (this.#expect === 'key' || this.#expect === 'key-or-close') {
      this.#expect = 'colon';
      return end;
    }
    if (!this.#startValue()) return -1;
    this.#endValue(end);
    return end;
  }

  #scalar(): number {
    const end = endOfScalar(this.#text, this.#at);
    if (end < 0 || !this.#startValue()) return -1;
    this.#endValue(end);
    return end;
  }

  #startValue(): boolean {
    if (this.#expect !== 'value' && this.#expect !== 'value-or-close') return false;
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.itemStart = this.#at;
    return true;
  }

  #endValue(end: number): void {
    const frame = this.#frames.at(-1);
    frame?.span?.items.push(frame.itemStart, end);
    this.#expect = frame === undefined ? 'end' : 'comma-or-close';
  }
}

function skipWhitespace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** The offset behind the string that opens at `from`; -1 when it never closes. */
export function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote >= 0) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

const WORDS = ['true', 'false', 'null'];

function endOfScalar(text: string, from: number): number {
  const word = WORDS.find((name) => text.startsWith(name, from));
  if (word !== undefined) return isLetterAt(text, from + word.length) ? -1 : from + word.length;
  if (!isDigitAt(text, from) && text[from] !== '-') return -1;
  let at = from + 1;
  while (isNumberCharacter(text.charCodeAt(at))) at += 1;
  return at;
}

/** Digits, `+`, `-`, `.`, `e` and `E`. */
function isNumberCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2e ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x65 ||
    code === 0x45
  );
}
