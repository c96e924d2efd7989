import { isSeq, type Node, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { isJsonObject } from '../../../core/json.ts';
import { applySplices } from './config-format.ts';
import { lineEnd, lineStart, lineStop, nextLine } from './text-layout.ts';
import type { FullPair } from './yaml-places.ts';

/** Puts another value in the place of a node. */
export function writeValue(text: string, node: Node, value: unknown): string {
  const [at, end] = rangeOf(node);
  const gap = at > 0 && !/[\s[]/.test(text[at - 1] ?? '') ? ' ' : '';
  const tail = at < end && text[end - 1] === '\n' ? lineEnd(text) : '';
  return applySplices(text, [{ at, remove: end - at, insert: gap + oneLine(value) + tail }]);
}

/** Adds a setting behind all others. */
export function addPair(
  text: string,
  { map, name, value }: { map: YAMLMap | undefined; name: string; value: unknown },
): string {
  const eol = lineEnd(text);
  const first = map?.range?.[0];
  const indent = first === undefined ? '' : text.slice(lineStart(text, first), first);
  const written = Array.isArray(value)
    ? `${name}:${value.map((item) => eol + block(item, `${indent}  `, eol)).join('')}`
    : `${name}: ${oneLine(value)}`;
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return `${text}${gap}${indent}${written}${eol}`;
}

/** Adds an item at the end of a list. */
export function addItem(text: string, list: YAMLSeq | Node, value: unknown): string {
  const eol = lineEnd(text);
  const [start, end] = rangeOf(list);
  if (!isSeq(list)) {
    const at = lineStop(text, start);
    const indent = `${/^[ ]*/.exec(text.slice(lineStart(text, start), start))?.[0] ?? ''}  `;
    return applySplices(text, [{ at, remove: 0, insert: eol + block(value, indent, eol) }]);
  }
  if (list.flow === true) return addToFlow(text, end, value);
  const indent = ' '.repeat(start - lineStart(text, start));
  const written = block(value, indent, eol);
  const last = text.slice(0, end).trimEnd().length;
  const at = nextLine(text, last);
  const insert = text[at - 1] === '\n' ? written + eol : eol + written;
  return applySplices(text, [{ at, remove: 0, insert }]);
}

/** Takes the lines of a setting away. */
export function removePair(text: string, { key, value }: FullPair): string {
  return removeLines(text, rangeOf(key)[0], rangeOf(value)[1]);
}

/** Takes an item away; a list that is left without any becomes `[]`. */
export function removeItem(text: string, { list, item }: { list: YAMLSeq; item: Node }): string {
  const [start, end] = rangeOf(item);
  if (list.items.length === 1) {
    const [first, last] = rangeOf(list);
    const stop = text.slice(0, last).trimEnd().length;
    return applySplices(text, [{ at: first, remove: stop - first, insert: '[]' }]);
  }
  if (list.flow !== true) return removeLines(text, start, end);
  const index = list.items.indexOf(item);
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  const from = next === undefined && isRanged(previous) ? rangeOf(previous)[1] : start;
  const to = isRanged(next) ? rangeOf(next)[0] : end;
  return applySplices(text, [{ at: from, remove: to - from, insert: '' }]);
}

function removeLines(text: string, from: number, to: number): string {
  const at = lineStart(text, from);
  const end = nextLine(text, Math.max(from, text.slice(0, to).trimEnd().length));
  return applySplices(text, [{ at, remove: end - at, insert: '' }]);
}

function addToFlow(text: string, end: number, value: unknown): string {
  const at = end - 1;
  const before = text.slice(0, at).trimEnd();
  const gap = before.endsWith('[') ? '' : before.endsWith(',') ? ' ' : ', ';
  return applySplices(text, [{ at: before.length, remove: 0, insert: gap + JSON.stringify(value) }]);
}

/** `- name: …` with one line per member. */
function block(value: unknown, indent: string, eol: string): string {
  if (!isJsonObject(value)) return `${indent}- ${oneLine(value)}`;
  const lines = Object.entries(value).map(([name, member]) => `${name}: ${oneLine(member)}`);
  return `${indent}- ${lines.join(`${eol}${indent}  `)}`;
}

/** JSON is YAML; a text is written bare where that says the same. */
function oneLine(value: unknown): string {
  if (typeof value !== 'string' || value.includes('\n')) return JSON.stringify(value);
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

function isRanged(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function rangeOf(node: Node): readonly [number, number] {
  if (node.range == null) throw new Error('a setting cannot be found in the file');
  return [node.range[0], node.range[1]];
}
