import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PlainPath } from '../key-path.ts';

/** A `name: value` whose both halves are there. */
export interface FullPair {
  readonly key: Node;
  readonly value: Node;
}

/** Where a setting stands, or where it would have to be added. */
export type Place =
  | { readonly kind: 'pair'; readonly pair: FullPair }
  | { readonly kind: 'item'; readonly list: YAMLSeq; readonly item: Node }
  | {
      readonly kind: 'no-pair';
      readonly map: YAMLMap | undefined;
      readonly name: string;
      readonly isList: boolean;
    }
  | { readonly kind: 'no-item'; readonly list: YAMLSeq | Node };

/** @throws Error when the file's shape has no such place */
export function findPlace(document: Document.Parsed, path: PlainPath): Place {
  const [name, index] = path;
  const root: unknown = document.contents;
  const map = isMap(root) ? root : undefined;
  if (typeof name !== 'string' || path.length > 2 || (root != null && !isEmpty(root) && map === undefined)) {
    throw new Error('the file does not begin with a list of settings');
  }
  if (map?.flow === true) throw new Error('its settings stand in braces, which kRouter does not edit');
  const pair = map?.items.find((item) => isPair(item) && keyOf(item) === name);
  if (pair === undefined) return { kind: 'no-pair', map, name, isList: index !== undefined };
  const full = toFull(pair);
  if (index === undefined) return { kind: 'pair', pair: full };
  if (typeof index !== 'number') throw new Error(`${name} holds something else than a list`);
  if (isEmpty(full.value)) return { kind: 'no-item', list: full.value };
  if (!isSeq(full.value)) throw new Error(`${name} holds something else than a list`);
  const item = full.value.items[index];
  return isNode(item) ? { kind: 'item', list: full.value, item } : { kind: 'no-item', list: full.value };
}

function toFull(pair: Pair): FullPair {
  if (isNode(pair.key) && isNode(pair.value)) return { key: pair.key, value: pair.value };
  throw new Error('a setting has no value that can be found in the file');
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : undefined;
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}
