import { readFileSync } from 'node:fs';
import { asArray, asObject, readString } from '../../main/core/read-field.ts';

/** Output of a real tool, the call that made it, what it is and what must survive. */
export interface CorpusCase {
  readonly file: string;
  readonly kind: string;
  readonly hint: { readonly name: string; readonly arguments: string };
  readonly facts: readonly string[];
  readonly text: string;
}

const FOLDER = new URL('../fixtures/compression/', import.meta.url);

/** Every case of the corpus. */
export const CORPUS: readonly CorpusCase[] = readCorpus();

/** One case by its name. */
export function corpusCase(name: string): CorpusCase {
  const found = CORPUS.find(({ file }) => file === `${name}.txt`);
  if (found === undefined) throw new Error(`no corpus file ${name}.txt`);
  return found;
}

function readCorpus(): readonly CorpusCase[] {
  const entries: unknown = JSON.parse(readFileSync(new URL('corpus.json', FOLDER), 'utf8'));
  return asArray(entries, 'corpus').map((value) => {
    const entry = asObject(value, 'case');
    const file = readString(entry, 'file');
    return {
      file,
      kind: readString(entry, 'kind'),
      hint: { name: readString(entry, 'tool'), arguments: readString(entry, 'arguments') },
      facts: asArray(entry['facts'], 'facts').map(String),
      text: readFileSync(new URL(file, FOLDER), 'utf8'),
    };
  });
}
