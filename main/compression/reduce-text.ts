import { elideJson } from './elide-json.ts';
import { elideLines } from './elide-lines.ts';
import { scanJson } from './json-scanner.ts';
import { MARK } from './line-notation.ts';
import { reduceListing, summariseListing } from './listing-notation.ts';
import { numberLines } from './numbered-lines.ts';
import { recogniseShape } from './recognise-shape.ts';
import { recogniseTool, type ToolHint } from './recognise-tool.ts';
import { reduceJson } from './reduce-json.ts';
import { reduceLines } from './reduce-lines.ts';
import { hasTerminalControls, renderTerminal } from './render-terminal.ts';
import { type CompressionLevel, KIND_RULES, type ResultKind } from './result-kind.ts';
import { reduceTree } from './tree-notation.ts';

/** Results under this many bytes of UTF-8 are not worth a legend. */
const MIN_RESULT_BYTES = 500;

/**
 * Results over this many characters or lines stay as they are. At the slowest inputs known (`linear-time.test.ts`) that
 * keeps one result near 50 ms on a slow core; ordinary ones take a tenth of it.
 */
export const MAX_RESULT_CHARS = 524_288;
const MAX_RESULT_LINES = 40_000;

/** A reduction must take off this share, or the original reads better. */
const MIN_SAVING = 0.04;

/** What became of one text. `text` is the very string given when nothing was gained. */
export interface ReducedText {
  readonly text: string;
  readonly kind: ResultKind;
}

/** How to reduce a text: the call it answers, if known, and how far to go. */
export interface ReduceOptions {
  readonly hint?: ToolHint | undefined;
  readonly level: CompressionLevel;
}

/**
 * Reduces one tool result. The same text with the same options always gives the same result, so a prompt cache holds from
 * turn to turn. Never longer than the input. File reads, source and diffs come back byte for byte.
 */
export function reduceText(text: string, { hint, level }: ReduceOptions): ReducedText {
  if (level === 'off' || !isWorthwhile(text)) return { text, kind: 'unknown' };
  const verdict = hint === undefined ? 'text-shape' : recogniseTool(hint);
  const known = verdict === 'any-shape' || verdict === 'text-shape' ? undefined : verdict;
  if (known !== undefined && !KIND_RULES[known].reducible) return { text, kind: known };
  const plain = plainText(text, known !== undefined);
  if (plain === undefined) return { text, kind: 'unknown' };
  const kind = known ?? shapeOf(plain, verdict === 'any-shape') ?? (plain === text ? 'unknown' : 'terminal');
  const reduced = reduceKind(plain, kind, level);
  return reduced.length <= text.length * (1 - MIN_SAVING) ? { text: reduced, kind } : { text, kind };
}

function isWorthwhile(text: string): boolean {
  if (text.length > MAX_RESULT_CHARS || text.startsWith(MARK) || hasTooManyLines(text)) return false;
  return text.length >= MIN_RESULT_BYTES || utf8Length(text) >= MIN_RESULT_BYTES;
}

function hasTooManyLines(text: string): boolean {
  let lines = 0;
  let at = text.indexOf('\n');
  while (at >= 0 && lines < MAX_RESULT_LINES) {
    lines += 1;
    at = text.indexOf('\n', at + 1);
  }
  return lines === MAX_RESULT_LINES;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** The text as a terminal shows it. Undefined when that cannot be told, or when only stray carriage returns stand in it. */
function plainText(text: string, known: boolean): string | undefined {
  if (!hasTerminalControls(text)) return text;
  if (!known && !text.includes('\x1b[')) return undefined;
  const plain = renderTerminal(text);
  return plain?.startsWith(MARK) ? undefined : plain;
}

function shapeOf(text: string, mayBeJson: boolean): ResultKind | undefined {
  const kind = recogniseShape(text, text.split('\n'));
  return kind === 'json' && !mayBeJson ? 'unknown' : kind;
}

/** The shortest of what the level and the kind's notations allow; the plain text itself among them. */
function reduceKind(text: string, kind: ResultKind, level: CompressionLevel): string {
  if (kind === 'json') return reduceJsonTo(text, level) ?? text;
  if (kind === 'terminal' || !KIND_RULES[kind].reducible) return text;
  const own = kind === 'tree' ? reduceTree(text) : kind === 'ls' ? reduceListing(text) : undefined;
  const compacted = level === 'compact' ? compact(text, own, kind) : text;
  // Leaving lines out can break up repetitions, so a modest gain is held against the lossless text.
  if (compacted.length < text.length / 2) return compacted;
  const lossless = own ?? shorter(reduceLines(numberLines(text.split('\n')), kind), text);
  return shorter(compacted, lossless);
}

/** Leaves out what the kind's rule allows, from the text or from its own notation. */
function compact(text: string, own: string | undefined, kind: ResultKind): string {
  const source = (kind === 'ls' ? summariseListing(text) : own) ?? text;
  const { texts, notes } = elideLines(source.split('\n'), KIND_RULES[kind].elision);
  if (source !== text) return texts.join('\n');
  return notes.size === 0 ? text : reduceLines(numberLines(texts, notes), kind);
}

function shorter(reduced: string, plain: string): string {
  return reduced.length < plain.length ? reduced : plain;
}

function reduceJsonTo(text: string, level: CompressionLevel): string | undefined {
  const scan = level === 'compact' ? scanJson(text) : undefined;
  const elided = scan === undefined ? undefined : elideJson(text, scan);
  if (elided === undefined) return reduceJson(text);
  return scanJson(elided)?.minified;
}
