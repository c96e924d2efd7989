import { endOfString } from './json-scanner.ts';

/**
 * The notation of reduced JSON: a legend that says how the text was indented, then the JSON on one line, then whatever
 * whitespace stood behind it.
 */
const LEGEND = '[rtk json: on one line here, indented by ';
const LEGEND_END = ' in the original]\n';

/** One step of indentation: a tab or one to eight spaces. */
export type IndentUnit = string;

/** The step of indentation that a text uses, read off its first line break; undefined where there is none. */
export function indentUnitOf(text: string): IndentUnit | undefined {
  const lineBreak = text.indexOf('\n');
  if (lineBreak < 0) return undefined;
  let end = lineBreak + 1;
  if (text[end] === '\t') return '\t';
  while (text.charCodeAt(end) === 0x20 && end - lineBreak <= 8) end += 1;
  return end === lineBreak + 1 ? undefined : text.slice(lineBreak + 1, end);
}

/** Writes minified JSON with its legend; `rest` is the whitespace that followed it. */
export function writeJson(minified: string, unit: IndentUnit, rest: string): string {
  return `${LEGEND}${unit === '\t' ? 'tab' : unit.length}${LEGEND_END}${minified}${rest}`;
}

/** Rebuilds the indented JSON that `writeJson` was given. Text without the legend is its own. */
export function expandJson(text: string): string {
  if (!text.startsWith(LEGEND)) return text;
  const end = text.indexOf(LEGEND_END);
  const step = text.slice(LEGEND.length, end);
  return indentJson(text.slice(end + LEGEND_END.length), step === 'tab' ? '\t' : ' '.repeat(Number(step)));
}

/** Indents minified JSON the way JSON.stringify, jq and Python's json.dumps do; empty `[]` and `{}` stay closed. */
export function indentJson(minified: string, unit: IndentUnit): string {
  const indenter = new JsonIndenter(minified, unit);
  let at = nextMark(minified, 0);
  while (at >= 0) at = nextMark(minified, indenter.pass(at));
  return indenter.end();
}

class JsonIndenter {
  readonly #text: string;
  readonly #unit: IndentUnit;
  #out = '';
  #copied = 0;
  #lineBreak = '\n';

  constructor(text: string, unit: IndentUnit) {
    this.#text = text;
    this.#unit = unit;
  }

  /** Copies up to the mark at `at` and writes the whitespace that belongs to it; returns where to look on. */
  pass(at: number): number {
    const code = this.#text.charCodeAt(at);
    switch (code) {
      case COLON:
        return this.#copy(at + 1, ' ');
      case COMMA:
        return this.#copy(at + 1, this.#lineBreak);
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        this.#lineBreak = this.#lineBreak.slice(0, -this.#unit.length);
        return this.#copy(at, this.#lineBreak) + 1;
      default:
        if (this.#text.charCodeAt(at + 1) === code + 2) return at + 2;
        this.#lineBreak += this.#unit;
        return this.#copy(at + 1, this.#lineBreak);
    }
  }

  end(): string {
    return this.#out + this.#text.slice(this.#copied);
  }

  #copy(end: number, whitespace: string): number {
    this.#out += this.#text.slice(this.#copied, end) + whitespace;
    this.#copied = end;
    return end;
  }
}

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** The next character outside strings that whitespace belongs to; -1 at the end. */
function nextMark(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
      if (at < 0) return -1;
    } else if (isMark(code)) {
      return at;
    } else {
      at += 1;
    }
  }
  return -1;
}

function isMark(code: number): boolean {
  return (
    code === COMMA ||
    code === COLON ||
    code === OPEN_OBJECT ||
    code === CLOSE_OBJECT ||
    code === OPEN_ARRAY ||
    code === CLOSE_ARRAY
  );
}
