import { isBlankAt, isDigitAt, isLetterAt } from './character-class.ts';
import { WordFinder } from './word-finder.ts';

/** Words of lines that say something went wrong, or how something ended. */
const ALERTS = new WordFinder([
  ...['error', 'errno', 'err!', 'fail', 'fatal', 'panic', 'exception', 'warn', 'assert', 'expect', 'actual'],
  ...['received', 'traceback', 'caused by', 'critical', 'severe', 'alert', 'emerg', 'denied', 'refused'],
  ...[
    'forbidden',
    'unauthori',
    'timeout',
    'timed out',
    'not found',
    'cannot',
    "can't",
    'could not',
    'unable',
  ],
  ...['invalid', 'missing', 'undefined', 'unexpected', 'unresolved', 'undeclared', 'unhandled', 'unknown'],
  ...['unreachable', 'unhealthy', 'abort', 'kill', 'segfault', 'segmentation', 'core dump', 'exit'],
  ...[
    'conflict',
    'deprecat',
    'vulnerab',
    'mismatch',
    'reject',
    'crash',
    'corrupt',
    'overflow',
    'out of memory',
  ],
  ...['oom', 'leak', 'deadlock', 'rollback', 'throw', 'bug', 'todo', 'fixme', 'skip', 'pending', 'enoent'],
  ...['econn', 'eacces', 'eperm', 'eaddr', 'etimedout', 'sigterm', 'sigkill', 'sigint', 'signal', 'stderr'],
]);

/** Words that make a number beside them a count or a total. */
const COUNTED = new WordFinder([
  ...['total', 'count', 'passed', 'passing', 'tests', 'suites', 'snapshots', 'files', 'matches', 'results'],
  ...['found', 'added', 'removed', 'changed', 'packages', 'modules', 'insertion', 'deletion', 'directories'],
  ...['lines', 'rows', 'records', 'targets', 'issues', 'problems', 'updated', 'upgraded', 'installed'],
]);

/**
 * Must this line stay at every level? True for errors, warnings, assertions, diff hunks, exit and HTTP error statuses
 * and counts. Errs on the side of keeping.
 */
export function isProtected(line: string): boolean {
  return isDiffLine(line) || ALERTS.find(line) >= 0 || carriesErrorStatus(line) || isCount(line);
}

/** The offset of the first word of alarm at or after `from`, -1 when there is none. */
export function findAlert(text: string, from: number): number {
  return ALERTS.find(text, from);
}

function isDiffLine(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 0x2b || first === 0x2d || line.startsWith('@@') || line.startsWith('diff ');
}

/** A number from 400 to 599 that stands alone, as in access logs. */
function carriesErrorStatus(line: string): boolean {
  for (let i = 0; i + 2 < line.length; i += 1) {
    const code = line.charCodeAt(i);
    if (code !== 0x34 && code !== 0x35) continue;
    if (!isDigitAt(line, i + 1) || !isDigitAt(line, i + 2) || isDigitAt(line, i + 3)) continue;
    if (standsAlone(line, i)) return true;
  }
  return false;
}

function standsAlone(line: string, at: number): boolean {
  const before = line.charCodeAt(at - 1);
  if (isDigitAt(line, at - 1) || isLetterAt(line, at - 1) || before === 0x2e || before === 0x2d) return false;
  const after = line.charCodeAt(at + 3);
  return !isLetterAt(line, at + 3) && after !== 0x2e && after !== 0x2d && after !== 0x3a;
}

/** `58 files changed`, `Tests: 42`, `total 64`: a word of counting with a number right before or after it. */
function isCount(line: string): boolean {
  for (let at = COUNTED.find(line); at >= 0; at = COUNTED.find(line, at + 2)) {
    if (isDigitAt(line, skipBack(line, at - 1))) return true;
    let after = at;
    while (isLetterAt(line, after)) after += 1;
    if (isDigitAt(line, skipJoint(line, after))) return true;
  }
  return false;
}

/** The offset of the last character at or before `from` that is no blank. */
function skipBack(line: string, from: number): number {
  let at = from;
  while (at >= 0 && isBlankAt(line, at)) at -= 1;
  return at;
}

/** Past the blanks, colons, equals signs and quotes between a word and its number. */
function skipJoint(line: string, from: number): number {
  let at = from;
  while (at < line.length && ' \t:="(|'.includes(line.charAt(at))) at += 1;
  return at;
}
