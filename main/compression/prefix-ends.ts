import { isDigitAt, skipDigits } from './character-class.ts';
import type { PrefixEnds } from './plan-prefixes.ts';
import type { PrefixRule } from './result-kind.ts';
import { stampOf } from './timestamp.ts';

/** A shared prefix beyond this column is not looked for. */
const MAX_COLUMN = 240;
const MAX_ENDS = 11;
const NO_ENDS: readonly number[] = [];

/** Where lines of a kind may share a beginning. */
export const PREFIX_ENDS: Readonly<Record<PrefixRule, PrefixEnds | undefined>> = {
  path: pathEnds,
  timestamp: stampEnds,
  none: undefined,
};

/**
 * Behind each `/` of the path a line begins with, and around the mark that ends the path: `a/b.ts:12:`, `a/b.ts(12,5)`,
 * `tests/test_a.py::test_b`, `src/a.test.ts > suite > case`.
 */
function pathEnds(line: string): readonly number[] {
  const ends: number[] = [];
  const limit = Math.min(line.length, MAX_COLUMN);
  let at = nextMark(line, 1, limit);
  while (at < limit && ends.length < MAX_ENDS - 1) {
    const next = afterMark(line, at, ends);
    if (next < 0) break;
    at = nextMark(line, next, limit);
  }
  return ends.length === 0 ? NO_ENDS : ends;
}

/** The next `/`, `:`, `(` or `>`. Letters, the bulk of any path, are passed by after one comparison. */
function nextMark(line: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = line.charCodeAt(at);
    if (code <= 0x3e && (code === 0x2f || code === 0x3a || code === 0x28 || code === 0x3e)) break;
    at += 1;
  }
  return at;
}

/** Adds the ends the mark at `at` offers; returns where to go on, or -1 where the path is over. */
function afterMark(line: string, at: number, ends: number[]): number {
  switch (line.charCodeAt(at)) {
    case 0x2f:
      ends.push(at + 1);
      return at + 1;
    case 0x3a:
      return afterColon(line, at, ends);
    case 0x28:
      if (!isDigitAt(line, at + 1)) return at + 1;
      ends.push(at);
      return -1;
    case 0x3e:
      if (line.charCodeAt(at - 1) === 0x20 && line.charCodeAt(at + 1) === 0x20) ends.push(at + 2);
      return at + 1;
    default:
      return at + 1;
  }
}

/** The same for a colon. */
function afterColon(line: string, at: number, ends: number[]): number {
  if (line.charCodeAt(at + 1) === 0x3a) {
    ends.push(at + 2);
    return at + 2;
  }
  if (line.charCodeAt(at + 1) === 0x20) {
    // `modified:   src/a.ts`: the path comes after the label and its padding.
    let path = at + 1;
    while (line.charCodeAt(path) === 0x20) path += 1;
    ends.push(path);
    return path;
  }
  ends.push(at);
  if (isDigitAt(line, at + 1) && skipDigits(line, at + 1) > at + 1) ends.push(at + 1);
  return -1;
}

/** Before the time of a log line, so that the time itself stays whole on its line. */
function stampEnds(line: string): readonly number[] {
  const stamp = stampOf(line);
  if (stamp === undefined || stamp.dateEnd === 0) return NO_ENDS;
  return [stamp.dateEnd];
}
