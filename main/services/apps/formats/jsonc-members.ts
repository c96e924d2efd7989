import { createScanner, type Node } from 'jsonc-parser';
import { applySplices, type Splice } from './config-format.ts';
import { indentAt, indentUnit, lineEnd, lineStart, nextLine } from './text-layout.ts';

/** A member to add: its name, or -1 in a list. */
export interface NewMember {
  readonly name: string | number;
  readonly value: unknown;
}

/** Adds a member behind the last one of an object or list, in the layout that the text already has. */
export function insertMember(text: string, parent: Node, member: NewMember): string {
  const close = parent.offset + parent.length - 1;
  const last = parent.children?.at(-1);
  const inside = text.slice(parent.offset + 1, close);
  // Comments may stand behind the last member: the new one comes after them.
  const at = parent.offset + 1 + inside.trimEnd().length;
  const comma: Splice[] =
    last === undefined || commaAfter(text, endOf(last), close) !== undefined
      ? []
      : [{ at: endOf(last), remove: 0, insert: ',' }];
  if (isOneLine(text, parent)) {
    const gap = last === undefined ? '' : ' ';
    return applySplices(text, [...comma, { at, remove: 0, insert: gap + render(member, JSON.stringify) }]);
  }
  const eol = lineEnd(text);
  const outer = indentAt(text, lineFirst(text, parent.offset));
  const indent = (last && ownIndent(text, last)) ?? outer + indentUnit(text);
  const shown = render(member, (value) => pretty(value, { eol, indent, unit: indentUnit(text) }));
  const tail = text.slice(at, close).includes('\n') ? '' : eol + outer;
  const remove = tail === '' ? 0 : close - at;
  return applySplices(text, [...comma, { at, remove, insert: eol + indent + shown + tail }]);
}

/** Takes a member or an item away, with its comma, and with its line when nothing else is on it. */
export function removeMember(text: string, value: Node): string {
  const member = value.parent?.type === 'property' ? value.parent : value;
  const siblings = member.parent?.children ?? [];
  const index = siblings.indexOf(member);
  const close = (member.parent?.offset ?? 0) + (member.parent?.length ?? 0) - 1;
  const after = commaAfter(text, endOf(member), close);
  const own = wholeLine(text, member.offset, (after ?? endOf(member) - 1) + 1);
  const previous = siblings[index - 1];
  if (after !== undefined || previous === undefined) return applySplices(text, [own]);
  const before = commaAfter(text, endOf(previous), member.offset);
  if (before === undefined) return applySplices(text, [own]);
  const isNeighbour = /^[ \t]*$/.test(text.slice(before + 1, own.at));
  if (isNeighbour) return applySplices(text, [{ at: before, remove: endOf(member) - before, insert: '' }]);
  return applySplices(text, [{ at: before, remove: 1, insert: '' }, own]);
}

/** A value as it would be written at this place of the text. */
export function renderValue(text: string, at: number, value: unknown): string {
  const unit = indentUnit(text);
  const isCompact = text.trim() !== '' && !text.trim().includes('\n') && text.trim().length > 2;
  if (isCompact) return JSON.stringify(value);
  return pretty(value, { eol: lineEnd(text), indent: indentAt(text, lineFirst(text, at)), unit });
}

interface Layout {
  readonly eol: string;
  readonly indent: string;
  readonly unit: string;
}

function pretty(value: unknown, { eol, indent, unit }: Layout): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}

function render({ name, value }: NewMember, write: (value: unknown) => string): string {
  return typeof name === 'string' ? `${JSON.stringify(name)}: ${write(value)}` : write(value);
}

/** An object of one line stays one; an empty one only where the whole text is one line, too. */
function isOneLine(text: string, node: Node): boolean {
  const own = text.slice(node.offset, node.offset + node.length);
  if (own.includes('\n')) return false;
  const whole = text.trim();
  return (node.children?.length ?? 0) > 0 || (whole !== own && !whole.includes('\n'));
}

/** The indentation of a member that begins its line. */
function ownIndent(text: string, member: Node): string | undefined {
  const before = text.slice(lineStart(text, member.offset), member.offset);
  return before.trim() === '' ? before : undefined;
}

function lineFirst(text: string, at: number): number {
  const start = lineStart(text, at);
  return start + text.slice(start).search(/[^ \t]|$/);
}

function commaAfter(text: string, from: number, to: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return at < to && text[at] === ',' ? at : undefined;
}

function wholeLine(text: string, from: number, to: number): Splice {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const isAlone = text.slice(start, from).trim() === '' && text.slice(to, end).trim() === '';
  if (!isAlone || end === text.length) {
    const gap = /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
    return { at: from, remove: to - from + (text[to - 1] === ',' ? gap : 0), insert: '' };
  }
  return { at: start, remove: end - start, insert: '' };
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
