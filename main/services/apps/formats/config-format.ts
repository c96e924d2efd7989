import type { KeyPath } from '../key-path.ts';

/** A file format whose settings can be changed one by one, everything around them left as it is. Texts have no BOM. */
export interface ConfigFormat {
  /** The plain value; undefined for a text that says nothing. @throws Error naming the line when it is not valid */
  parse(text: string): unknown;
  /** Puts a value at a path, with the objects and lists above it. @throws Error when something else is in the way */
  set(text: string, path: KeyPath, value: unknown): string;
  /** Takes away what stands at a path; the text as it is when nothing does. */
  remove(text: string, path: KeyPath): string;
  /** How the value at a path is written; undefined when there is none. */
  source(text: string, path: KeyPath): string | undefined;
  /** Writes the value at a path as `source` said; what is there is replaced. */
  restore(text: string, path: KeyPath, source: string): string;
}

/** One change to a text: `remove` characters at `at` give way to `insert`. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Makes changes that do not overlap, given in the order of the text. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices.reduceRight(
    (changed, { at, remove, insert }) => changed.slice(0, at) + insert + changed.slice(at + remove),
    text,
  );
}
