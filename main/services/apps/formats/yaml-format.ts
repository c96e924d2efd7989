import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { type KeyPath, toPlainPath } from '../key-path.ts';
import { applySplices, type ConfigFormat } from './config-format.ts';
import { findPlace, type Place } from './yaml-places.ts';
import { addItem, addPair, removeItem, removePair, writeValue } from './yaml-text.ts';

/**
 * YAML, for settings at the top of the file and for the items of lists there. The text is changed where the setting
 * stands; a file of another shape is refused.
 */
export const yamlFormat: ConfigFormat = {
  parse: (text) => read(text).toJS({ maxAliasCount: 100 }) ?? undefined,
  set(text, path, value) {
    const document = read(text);
    const place = findPlace(document, toPlainPath(document.toJS(), path));
    return change(text, place, value);
  },
  remove(text, path) {
    const document = read(text);
    const place = findPlace(document, toPlainPath(document.toJS(), path));
    if (place.kind === 'pair') return removePair(text, place.pair);
    if (place.kind === 'item') return removeItem(text, place);
    return text;
  },
  source(text, path) {
    const range = rangeOf(text, path);
    return range && text.slice(...range);
  },
  restore(text, path, source) {
    const range = rangeOf(text, path);
    if (range === undefined) return yamlFormat.set(text, path, read(source).toJS());
    return applySplices(text, [{ at: range[0], remove: range[1] - range[0], insert: source }]);
  },
};

function read(text: string): Document.Parsed {
  const document = parseDocument(text, { keepSourceTokens: true, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    throw new Error(`line ${line} is not valid YAML (${error.code})`);
  }
  return document;
}

function change(text: string, place: Place, value: unknown): string {
  switch (place.kind) {
    case 'pair':
      return writeValue(text, place.pair.value, value);
    case 'item':
      return writeValue(text, place.item, value);
    case 'no-pair':
      return addPair(text, { map: place.map, name: place.name, value: place.isList ? [value] : value });
    case 'no-item':
      return addItem(text, place.list, value);
    default: {
      const never: never = place;
      return never;
    }
  }
}

function rangeOf(text: string, path: KeyPath): [number, number] | undefined {
  const document = read(text);
  const place = findPlace(document, toPlainPath(document.toJS(), path));
  const node = place.kind === 'pair' ? place.pair.value : place.kind === 'item' ? place.item : undefined;
  if (node?.range == null) return undefined;
  const isBlock = (isMap(node) || isSeq(node)) && node.flow !== true;
  // The range of a block ends behind its last line; a scalar's at its last character.
  return [node.range[0], isBlock ? trimmedEnd(text, node.range[1]) : node.range[1]];
}

function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}
