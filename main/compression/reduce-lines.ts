import { foldRepeats } from './fold-repeats.ts';
import { writeLines } from './line-notation.ts';
import { nameBlocks } from './name-blocks.ts';
import type { NumberedLines } from './numbered-lines.ts';
import { PREFIX_ENDS } from './prefix-ends.ts';
import { KIND_RULES, type ResultKind } from './result-kind.ts';
import { sharePrefixes } from './share-prefixes.ts';

/**
 * Rewrites lines in the line notation: repetitions folded, recurring blocks named, shared beginnings grouped. Nothing is
 * lost: `expandLines` gives the lines back. May be longer than the input; the caller compares.
 */
export function reduceLines(lines: NumberedLines, kind: ResultKind): string {
  const { prefix } = KIND_RULES[kind];
  const ops = nameBlocks(lines, foldRepeats(lines, prefix === 'timestamp'));
  const endsOf = PREFIX_ENDS[prefix];
  return writeLines(endsOf === undefined ? ops : sharePrefixes(ops, endsOf));
}
