import { isBlankAt } from './character-class.ts';
import { scanJson } from './json-scanner.ts';
import {
  isDiagnostic,
  isGrepContext,
  isGrepMatch,
  isLongListingRow,
  isPathLine,
  isStackFrame,
  isTreeLine,
  pathToken,
} from './line-shape.ts';
import type { ResultKind } from './result-kind.ts';
import { stampOf } from './timestamp.ts';

/** A shape must explain this share of the lines that are not blank. */
const EXPLAINED = 0.95;

/** Fewer lines than this prove nothing. */
const MIN_LINES = 5;

/** Does this line fit the shape, given what fitted before? */
interface Shape {
  readonly kind: ResultKind;
  readonly explains: (line: string) => boolean;
  /** The share of lines that must bear the shape's own mark rather than merely fit it. */
  readonly proof: number;
  readonly proves: (line: string) => boolean;
}

/**
 * Tells what a result is from its lines alone. Strict: some 95% of the lines must fit one shape, else `undefined`, and
 * the text is left alone.
 */
export function recogniseShape(text: string, lines: readonly string[]): ResultKind | undefined {
  if (isJson(text)) return 'json';
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length < MIN_LINES) return undefined;
  return shapes(filled).find((shape) => fits(shape, filled))?.kind;
}

function isJson(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first === 0x7b || first === 0x5b) && scanJson(text) !== undefined;
}

function fits(shape: Shape, lines: readonly string[]): boolean {
  let misses = 0;
  let proofs = 0;
  const allowed = lines.length * (1 - EXPLAINED);
  for (const line of lines) {
    if (!shape.explains(line)) misses += 1;
    if (misses > allowed) return false;
    if (shape.proves(line)) proofs += 1;
  }
  return proofs >= Math.max(2, lines.length * shape.proof);
}

/** Shapes for these lines: some look at more than one of them. */
function shapes(lines: readonly string[]): readonly Shape[] {
  return [
    { kind: 'tree', explains: isTreePart, proof: 0.8, proves: isTreeLine },
    { kind: 'ls', explains: isListingPart, proof: 0.8, proves: isLongListingRow },
    { kind: 'grep', explains: grepExplainer(lines), proof: 0.1, proves: isGrepMatch },
    { kind: 'build', explains: isDiagnosticPart, proof: 0.5, proves: isDiagnostic },
    { kind: 'paths', explains: isPathLine, proof: 0.95, proves: isPathLine },
    { kind: 'log', explains: logExplainer(), proof: 0.3, proves: isStamped },
    { kind: 'trace', explains: isTracePart, proof: 0.2, proves: isStackFrame },
  ];
}

function isTreePart(line: string): boolean {
  return isTreeLine(line) || line.endsWith(' files') || !line.includes(' ');
}

function isListingPart(line: string): boolean {
  return isLongListingRow(line) || line.startsWith('total ') || line.endsWith(':');
}

function isDiagnosticPart(line: string): boolean {
  return isDiagnostic(line) || isBlankAt(line, 0) || line.startsWith('Found ');
}

function isStamped(line: string): boolean {
  const stamp = stampOf(line);
  if (stamp === undefined) return false;
  const after = line.charCodeAt(stamp.end);
  return after === 0x20 || after === 0x5d || after === 0x09;
}

function isTracePart(line: string): boolean {
  return (
    isBlankAt(line, 0) || line.startsWith('Traceback ') || line.startsWith('Caused by') || endsInError(line)
  );
}

/** `TypeError: …`, `java.lang.IllegalStateException`, `[cause]: Error: …`. */
function endsInError(line: string): boolean {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  return name.length < 200 && (name.endsWith('Error') || name.endsWith('Exception'));
}

/** Matches, and context lines of files that have a match. */
function grepExplainer(lines: readonly string[]): (line: string) => boolean {
  let paths: Set<string> | undefined;
  return (line) => {
    if (isGrepMatch(line) || line === '--') return true;
    paths ??= new Set(lines.filter(isGrepMatch).map((match) => match.slice(0, pathToken(match))));
    return isGrepContext(line, paths);
  };
}

/** Stamped lines, and what is indented beneath one: stacks, wrapped messages. */
function logExplainer(): (line: string) => boolean {
  let begun = false;
  return (line) => {
    begun ||= isStamped(line);
    return isStamped(line) || (begun && (isBlankAt(line, 0) || endsInError(line)));
  };
}
