import { isBlankAt, isDigitAt, skipBlanks, skipDigits } from './character-class.ts';
import { isPassingTest, libraryFrames } from './line-shape.ts';
import { isProtected } from './protected-line.ts';
import type { ElisionRule } from './result-kind.ts';
import { stampOf } from './timestamp.ts';

/** For each line the sort it is left out as, or undefined where it stays. */
type Labels = readonly (string | undefined)[];

/** Of alike lines the first two and the last stay; of matches in a file and of entries in a directory the first ones. */
const KEPT_ALIKE = 2;
const KEPT_MATCHES = 10;
const KEPT_ENTRIES = 120;
const KEPT_FRAMES = 2;

/** Characters of a line that stand for its sort in a note. */
const SAMPLE = 48;

/** What each rule would leave out. Protected lines are never among it. */
export const ELISION_LABELS: Readonly<Record<ElisionRule, (lines: readonly string[]) => Labels>> = {
  none: () => [],
  'similar-lines': (lines) => either(libraryFrameLabels(lines), similarLabels(lines)),
  'passing-tests': (lines) => either(passingLabels(lines), libraryFrameLabels(lines), similarLabels(lines)),
  matches: matchLabels,
  entries: entryLabels,
  frames: libraryFrameLabels,
};

function either(...choices: readonly Labels[]): Labels {
  const [first = []] = choices;
  return first.map((_, i) => choices.find((labels) => labels[i] !== undefined)?.[i]);
}

function passingLabels(lines: readonly string[]): Labels {
  return lines.map((line) => (isPassingTest(line) && !isProtected(line) ? 'passing tests' : undefined));
}

function libraryFrameLabels(lines: readonly string[]): Labels {
  let kept = 0;
  return libraryFrames(lines).map((isLibrary, i) => {
    kept = isLibrary ? kept + 1 : 0;
    return kept > KEPT_FRAMES && !isProtected(lines[i] ?? '') ? 'stack frames in libraries' : undefined;
  });
}

/** Lines that are the same but for times, numbers and ids, wherever they stand. */
function similarLabels(lines: readonly string[]): Labels {
  const keys = lines.map((line) => (isBlankAt(line, 0) || line.length < 16 ? undefined : templateOf(line)));
  const total = new Map<string, number>();
  for (const key of keys) if (key !== undefined) total.set(key, (total.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return keys.map((key, i) => {
    if (key === undefined) return undefined;
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    if (place <= KEPT_ALIKE || place === total.get(key)) return undefined;
    return isProtected(lines[i] ?? '') ? undefined : `like "${key.slice(0, SAMPLE).trimEnd()}"`;
  });
}

/** The line with its time dropped and each word that holds a digit replaced by `#`. */
function templateOf(line: string): string {
  let template = '';
  let at = skipBlanks(line, stampOf(line)?.end ?? 0);
  while (at < line.length) {
    let end = at;
    let digits = false;
    while (end < line.length && line.charCodeAt(end) !== 0x20) {
      digits ||= isDigitAt(line, end);
      end += 1;
    }
    template += digits ? '# ' : line.slice(at, end + 1);
    at = end + 1;
  }
  return template;
}

/** Matches beyond the first few of each file. */
function matchLabels(lines: readonly string[]): Labels {
  let path = '';
  let kept = 0;
  return lines.map((line) => {
    const end = matchPathEnd(line);
    if (end < 0) return undefined;
    if (line.length <= path.length || !line.startsWith(path) || end !== path.length) kept = 0;
    path = line.slice(0, end);
    kept += 1;
    return kept > KEPT_MATCHES && !isProtected(line) ? `more matches in ${path}` : undefined;
  });
}

/** Where the path of `path:12:text` ends, -1 when the line is not of that form. */
function matchPathEnd(line: string): number {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > 240) return -1;
  const after = skipDigits(line, colon + 1);
  return after > colon + 1 && line.charCodeAt(after) === 0x3a ? colon : -1;
}

/** Entries of one directory beyond the first few. */
function entryLabels(lines: readonly string[]): Labels {
  let directory = '';
  let kept = 0;
  return lines.map((line) => {
    const start = skipBlanks(line, 0);
    const slash = line.lastIndexOf('/', line.length - 2);
    const here = `${start}:${line.slice(start, Math.max(start, slash + 1))}`;
    kept = here === directory ? kept + 1 : 1;
    directory = here;
    return kept > KEPT_ENTRIES && line !== '' && !isProtected(line) ? entrySort(line) : undefined;
  });
}

function entrySort(line: string): string {
  if (line.endsWith('/')) return 'directories';
  const dot = line.lastIndexOf('.');
  const extension = dot > line.lastIndexOf('/') + 1 && line.length - dot <= 6 ? line.slice(dot) : '';
  return extension === '' || extension.includes(' ') ? 'more entries' : `more ${extension}`;
}
