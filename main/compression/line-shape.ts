import { isDigitAt, isLetterAt, skipBlanks, skipDigits } from './character-class.ts';

/** Is this a frame of a stack, as JavaScript, Java, .NET, Python or a debugger print it? */
export function isStackFrame(line: string): boolean {
  const at = skipBlanks(line, 0);
  if (at === 0) return false;
  if (line.startsWith('at ', at) || line.startsWith('File "', at)) return true;
  return line.startsWith('... ', at) || (line[at] === '#' && isDigitAt(line, at + 1));
}

const LIBRARY_PLACES = [
  'node_modules/',
  'site-packages/',
  'dist-packages/',
  '/lib/python3',
  'node:internal',
  '(node:',
  'at java.',
  'at jdk.',
  'at sun.',
  'at org.junit',
  '/rustc/',
  '<frozen ',
];

/** For each line: does it belong to a stack frame of a library or the run time, source line and markers included? */
export function libraryFrames(lines: readonly string[]): boolean[] {
  let inside = false;
  let depth = 0;
  return lines.map((line) => {
    if (isStackFrame(line)) {
      inside = LIBRARY_PLACES.some((place) => line.includes(place));
      depth = skipBlanks(line, 0);
    } else {
      inside = inside && line !== '' && skipBlanks(line, 0) > depth;
    }
    return inside;
  });
}

const PASS_MARKS = ['✓', '✔', '√', 'ok ', 'PASS ', '--- PASS'];
const PASS_ENDS = [' PASSED', ' ok', ' ... ok', '... ok'];

/** Is this the line of one test that passed? */
export function isPassingTest(line: string): boolean {
  const at = skipBlanks(line, 0);
  if (PASS_MARKS.some((mark) => line.startsWith(mark, at))) return true;
  const percent = line.endsWith('%]') ? line.lastIndexOf('[') : line.length;
  const end = line.slice(Math.max(0, percent - 16), percent).trimEnd();
  return PASS_ENDS.some((mark) => end.endsWith(mark));
}

/** `path:12:text` or `path:12:5: text`, the path without blanks and looking like one. `12:00:01` is none. */
export function isGrepMatch(line: string): boolean {
  const colon = pathToken(line);
  if (colon <= 0 || line.charCodeAt(colon) !== 0x3a) return false;
  const after = skipDigits(line, colon + 1);
  return after > colon + 1 && line.charCodeAt(after) === 0x3a && looksLikePath(line, colon);
}

/** Places in a line at which a path before `-13-` is looked for. */
const MAX_CANDIDATES = 8;

/** `path-13-text`: a line of context in one of the files that have a match. */
export function isGrepContext(line: string, paths: ReadonlySet<string>): boolean {
  let dash = line.indexOf('-', 1);
  for (let tries = 0; dash > 0 && dash < 512 && tries < MAX_CANDIDATES; tries += 1) {
    const after = skipDigits(line, dash + 1);
    if (after > dash + 1 && line.charCodeAt(after) === 0x2d && paths.has(line.slice(0, dash))) return true;
    dash = line.indexOf('-', dash + 1);
  }
  return false;
}

/** `path(12,5): error TS2345: …` or `path:12:5 - error …`: a compiler's diagnostic. */
export function isDiagnostic(line: string): boolean {
  const end = pathToken(line);
  if (end <= 0 || !looksLikePath(line, end)) return false;
  const first = skipDigits(line, end + 1);
  if (first === end + 1) return false;
  const separator = line.charCodeAt(end) === 0x28 ? 0x2c : 0x3a;
  if (line.charCodeAt(first) !== separator) return false;
  const second = skipDigits(line, first + 1);
  return second > first + 1 && (line[second] === ')' || line[second] === ':' || line[second] === ' ');
}

/** A path alone on its line, blanks excluded, with a `/` in it. */
export function isPathLine(line: string): boolean {
  let slashes = 0;
  for (let i = 0; i < line.length; i += 1) {
    const code = line.charCodeAt(i);
    if (code <= 0x20 || FORBIDDEN_IN_PATHS.has(code)) return false;
    if (code === 0x2f) slashes += 1;
  }
  return slashes > 0 && line.length < 1024 && !line.includes('//');
}

/** Characters that a bare path hardly ever has and code often does: quotes, brackets of code, operators. */
const FORBIDDEN_IN_PATHS: ReadonlySet<number> = new Set(
  [...'"\'`;<>|&{}=,?\\:*!'].map((c) => c.charCodeAt(0)),
);

/** Where a path at the start of the line ends at `:` or `(`; -1 when a blank or a code character comes first. */
export function pathToken(line: string): number {
  for (let i = 0; i < line.length && i < 512; i += 1) {
    const code = line.charCodeAt(i);
    if (code === 0x3a || (code === 0x28 && isDigitAt(line, i + 1))) return i;
    if (code <= 0x20 || FORBIDDEN_IN_PATHS.has(code)) return -1;
  }
  return -1;
}

/** Does the token have a letter, and a dot or a slash? */
function looksLikePath(line: string, end: number): boolean {
  let letters = false;
  let mark = false;
  for (let i = 0; i < end; i += 1) {
    letters ||= isLetterAt(line, i);
    mark ||= line[i] === '.' || line[i] === '/';
  }
  return letters && mark;
}

/** `drwxr-xr-x 2 …`: a row of `ls -l`. */
export function isLongListingRow(line: string): boolean {
  if (line.length < 40 || !'-dlbcps'.includes(line.charAt(0))) return false;
  for (let i = 1; i < 10; i += 1) if (!'rwxsStT-'.includes(line.charAt(i))) return false;
  return true;
}

/** Is this a line drawn by `tree`? */
export function isTreeLine(line: string): boolean {
  return TREE_STARTS.some((start) => line.startsWith(start));
}

const TREE_STARTS = [
  '├── ',
  '└── ',
  '│   ',
  '│\u00a0\u00a0 ',
  '|-- ',
  '`-- ',
  '|   ',
  '    ├── ',
  '    └── ',
];
