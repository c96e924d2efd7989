import { TerminalScreen } from './terminal-screen.ts';

/** Longest escape sequence that is read; real ones are far shorter, OSC titles and links included. */
const MAX_SEQUENCE = 2048;

/** Overwriting may copy this many characters per character of input; progress bars need about two. */
const WORK_PER_CHARACTER = 16;
const BASE_WORK = 65_536;

/** Modes that change nothing that is shown: application keys, cursor blink and visibility, paste, synchronised output. */
const HARMLESS_MODES: ReadonlySet<string> = new Set(['?1', '?12', '?25', '?2004', '?2026']);

/** Does the text hold escape sequences, backspaces or carriage returns other than those of `\r\n`? */
export function hasTerminalControls(text: string): boolean {
  if (text.includes('\x1b') || text.includes('\b')) return true;
  let at = text.indexOf('\r');
  while (at >= 0) {
    if (text.charCodeAt(at + 1) !== 0x0a) return true;
    at = text.indexOf('\r', at + 1);
  }
  return false;
}

/**
 * The text as a terminal without edges would show it, byte for byte: colours and titles gone, progress redraws reduced
 * to what was left standing, line endings kept. Undefined where that cannot be told: full-screen programs, cursor
 * addressing, unfinished sequences, overwritten characters of uncertain width.
 */
export function renderTerminal(text: string): string | undefined {
  const screen = new TerminalScreen(text.length * WORK_PER_CHARACTER + BASE_WORK);
  let at = 0;
  while (at < text.length) {
    const end = endOfRun(text, at);
    if (end > at && !screen.write(text.slice(at, end))) return undefined;
    const next = end < text.length ? obey(screen, text, end) : end;
    if (next < 0) return undefined;
    at = next;
  }
  return screen.toString();
}

/** The next control character that moves or changes something. Tabs and stray controls count as text. */
function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x1b && (code === 0x0a || code === 0x0d || code === 0x1b || code === 0x08 || code === 0x07))
      break;
    at += 1;
  }
  return at;
}

/** Carries out the control at `at`; returns the offset behind it, -1 where its effect is unknown. */
function obey(screen: TerminalScreen, text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x0a:
      screen.newLine('\n');
      return at + 1;
    case 0x0d:
      if (text.charCodeAt(at + 1) === 0x0a) {
        screen.newLine('\r\n');
        return at + 2;
      }
      return screen.toColumn(0) ? at + 1 : -1;
    case 0x08:
      return screen.moveColumn(-1) ? at + 1 : -1;
    case 0x07:
      return at + 1;
    default:
      return obeyEscape(screen, text, at);
  }
}

function obeyEscape(screen: TerminalScreen, text: string, at: number): number {
  switch (text[at + 1]) {
    case '[':
      return obeyControlSequence(screen, text, at);
    case ']':
      return skipOperatingSystemCommand(text, at);
    case '(':
    case ')':
      return text[at + 2] === 'B' ? at + 3 : -1;
    case '=':
    case '>':
      return at + 2;
    default:
      return -1;
  }
}

function obeyControlSequence(screen: TerminalScreen, text: string, at: number): number {
  const limit = Math.min(text.length, at + MAX_SEQUENCE);
  let end = at + 2;
  while (end < limit && text.charCodeAt(end) >= 0x20 && text.charCodeAt(end) <= 0x3f) end += 1;
  if (end >= limit) return -1;
  const parameters = text.slice(at + 2, end);
  const done = applySequence(screen, text.charAt(end), parameters);
  return done ? end + 1 : -1;
}

function applySequence(screen: TerminalScreen, final: string, parameters: string): boolean {
  if (final === 'm') return true;
  if (final === 'h' || final === 'l') return HARMLESS_MODES.has(parameters);
  const number = parameters === '' ? undefined : Number(parameters);
  if (number !== undefined && !Number.isInteger(number)) return false;
  switch (final) {
    case 'K':
      return screen.eraseRow(number ?? 0);
    case 'J':
      return (number ?? 0) === 0 && screen.eraseBelow();
    case 'G':
      return screen.toColumn((number || 1) - 1);
    case 'A':
      return screen.moveRow(-(number || 1));
    case 'B':
      return screen.moveRow(number || 1);
    case 'C':
      return screen.moveColumn(number || 1);
    case 'D':
      return screen.moveColumn(-(number || 1));
    default:
      return false;
  }
}

/** Titles and links: ended by BEL or by ESC and a backslash. */
function skipOperatingSystemCommand(text: string, at: number): number {
  const limit = Math.min(text.length, at + MAX_SEQUENCE);
  for (let i = at + 2; i < limit; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x07) return i + 1;
    if (code === 0x1b) return text[i + 1] === '\\' ? i + 2 : -1;
  }
  return -1;
}
