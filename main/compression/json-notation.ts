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
  let out = '';
  let copied = 0;
  let lineBreak = '\n';
  let at = nextMark(minified, 0);
  while (at >= 0) {
    const code = minified.charCodeAt(at);
    const closes = code === CLOSE_OBJECT || code === CLOSE_ARRAY;
    const opens = code === OPEN_OBJECT || code === OPEN_ARRAY;
    const empty = opens && minified.charCodeAt(at + 1) === code + 2;
    const end = at + (empty ? 2 : closes ? 0 : 1);
    if (opens && !empty) lineBreak += unit;
    if (closes) lineBreak = lineBreak.slice(0, -unit.length);
    out += minified.slice(copied, end);
    if (!empty) out += code === COLON ? ' ' : lineBreak;
    copied = end;
    at = nextMark(minified, closes ? at + 1 : end);
  }
  return out + minified.slice(copied);
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
