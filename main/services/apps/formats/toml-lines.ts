import { isJsonObject } from '../../../core/json.ts';
import type { KeyPath } from '../key-path.ts';
import { applySplices, type ConfigFormat } from './config-format.ts';
import { lineEnd, nextLine } from './text-layout.ts';

/**
 * The plain part of TOML: tables and one-line values. Enough for a file of our own; any other line is left as it is and
 * seen as saying nothing.
 */
export const tomlLines: ConfigFormat = {
  parse: (text) => {
    const root: { [name: string]: unknown } = {};
    for (const { path, source } of readLines(text)) put(root, path, readValue(source));
    return text.trim() === '' ? undefined : root;
  },
  set: (text, path, value) => tomlLines.restore(text, path, JSON.stringify(value)),
  remove(text, path) {
    const found = find(text, path);
    if (found === undefined) return text;
    return applySplices(text, [
      { at: found.start, remove: nextLine(text, found.start) - found.start, insert: '' },
    ]);
  },
  source: (text, path) => find(text, path)?.source,
  restore(text, path, source) {
    const found = find(text, path);
    if (found !== undefined) {
      return applySplices(text, [{ at: found.at, remove: found.source.length, insert: source }]);
    }
    return addLine(text, namesOf(path), source);
  },
};

interface Line {
  readonly path: readonly string[];
  /** Where the line begins, and where its value does. */
  readonly start: number;
  readonly at: number;
  readonly source: string;
}

const TABLE = /^\s*\[([\w.-]+)\]\s*(?:#.*)?$/;
const PAIR = /^(\s*([\w-]+)\s*=\s*)("(?:[^"\\]|\\.)*"|[^#\s][^#]*?)\s*(?:#.*)?$/;

function readLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let table: readonly string[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, nextLine(text, start)).trimEnd();
    table = TABLE.exec(line)?.[1]?.split('.') ?? table;
    const [, head = '', name, source] = PAIR.exec(line) ?? [];
    if (name === undefined || source === undefined) continue;
    lines.push({ path: [...table, name], start, at: start + head.length, source });
  }
  return lines;
}

function find(text: string, path: KeyPath): Line | undefined {
  const wanted = namesOf(path).join('\n');
  return readLines(text).find((line) => line.path.join('\n') === wanted);
}

function addLine(text: string, path: readonly string[], source: string): string {
  const eol = lineEnd(text);
  const table = path.slice(0, -1).join('.');
  const line = `${path.at(-1)} = ${source}${eol}`;
  const at = endOfTable(text, table);
  if (at !== undefined) {
    const gap = at > 0 && text[at - 1] !== '\n' ? eol : '';
    return applySplices(text, [{ at, remove: 0, insert: gap + line }]);
  }
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return `${text}${gap}[${table}]${eol}${line}`;
}

/** Behind the last line that says something in the table; undefined when there is no such table. */
function endOfTable(text: string, wanted: string): number | undefined {
  let table = '';
  let end = wanted === '' ? 0 : undefined;
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, nextLine(text, start)).trimEnd();
    table = TABLE.exec(line)?.[1] ?? table;
    if (table === wanted && line.trim() !== '') end = nextLine(text, start);
  }
  return end;
}

function readValue(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}

function put(root: { [name: string]: unknown }, path: readonly string[], value: unknown): void {
  let table = root;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(table, name) ? table[name] : undefined;
    const next: { [name: string]: unknown } = isJsonObject(inner) ? { ...inner } : {};
    table[name] = next;
    table = next;
  }
  const name = path.at(-1);
  if (name !== undefined) table[name] = value;
}

function namesOf(path: KeyPath): readonly string[] {
  return path.map((step) => (typeof step === 'string' ? step : step.is));
}
