import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { type KeyPath, type PlainPath, toPlainPath } from '../key-path.ts';
import { applySplices, type ConfigFormat } from './config-format.ts';
import { insertMember, removeMember, renderValue } from './jsonc-members.ts';

const OPTIONS = { allowTrailingComma: true, allowEmptyContent: true } as const;

/** JSON with comments and trailing commas. */
export const jsoncFormat: ConfigFormat = {
  parse: parseText,
  set(text, path, value) {
    const plain = toPlainPath(parseText(text), path);
    const root = parseTree(text, [], OPTIONS);
    if (root === undefined) return text + renderValue(text, text.length, wrap(plain, 0, value));
    const found = nodeAt(root, plain);
    if (found === undefined) return insertAt(text, { root, plain, value });
    const { offset: at, length: remove } = found;
    return applySplices(text, [{ at, remove, insert: renderValue(text, at, value) }]);
  },
  remove(text, path) {
    const found = locate(text, path);
    return found === undefined ? text : removeMember(text, found);
  },
  source(text, path) {
    const found = locate(text, path);
    return found && text.slice(found.offset, found.offset + found.length);
  },
  restore(text, path, source) {
    const found = locate(text, path);
    if (found === undefined) return jsoncFormat.set(text, path, parseText(source));
    return applySplices(text, [{ at: found.offset, remove: found.length, insert: source }]);
  },
};

function parseText(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, OPTIONS);
  const [first] = errors;
  if (first === undefined) return value;
  const line = text.slice(0, first.offset).split('\n').length;
  throw new Error(`line ${line} is not valid JSON (${printParseErrorCode(first.error)})`);
}

function locate(text: string, path: KeyPath): Node | undefined {
  const root = parseTree(text, [], OPTIONS);
  return root && nodeAt(root, toPlainPath(parseText(text), path));
}

function nodeAt(root: Node, path: PlainPath): Node | undefined {
  return path.includes(-1) ? undefined : findNodeAtLocation(root, [...path]);
}

interface Insertion {
  readonly root: Node;
  readonly plain: PlainPath;
  readonly value: unknown;
}

/** Adds the value to the deepest object or list of its path that is there. */
function insertAt(text: string, { root, plain, value }: Insertion): string {
  let depth = plain.length - 1;
  while (depth > 0 && nodeAt(root, plain.slice(0, depth)) === undefined) depth -= 1;
  const parent = nodeAt(root, plain.slice(0, depth));
  const step = plain[depth];
  const fits = parent?.type === (typeof step === 'string' ? 'object' : 'array');
  if (parent === undefined || step === undefined || !fits) {
    throw new Error(`${plain.slice(0, depth).join('.') || 'the file'} holds something else than expected`);
  }
  return insertMember(text, parent, { name: step, value: wrap(plain, depth + 1, value) });
}

/** The value inside of the objects and lists that the rest of its path names. */
function wrap(path: PlainPath, from: number, value: unknown): unknown {
  return path
    .slice(from)
    .reduceRight<unknown>((inner, step) => (typeof step === 'string' ? { [step]: inner } : [inner]), value);
}
