import { expandJson } from './json-notation.ts';
import { expandLines } from './line-notation.ts';
import { expandListing } from './listing-notation.ts';
import { KIND_RULES, type ResultKind } from './result-kind.ts';
import { expandTree } from './tree-notation.ts';

/**
 * Rebuilds what `reduceText` was given, from its text and kind, at level `lossless`: the original bytes, or, where it held
 * terminal controls, the rendered ones (`renderTerminal`). At level `compact` the notes of what was left out remain.
 */
export function expand(text: string, kind: ResultKind): string {
  if (!KIND_RULES[kind].reducible) return text;
  switch (kind) {
    case 'json':
      return expandJson(text);
    case 'tree':
      return expandLines(expandTree(text));
    case 'ls':
      return expandLines(expandListing(text));
    default:
      return expandLines(text);
  }
}
