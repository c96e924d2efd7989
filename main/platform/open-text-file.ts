import { existsSync, readFileSync } from 'node:fs';
import type { TextFile } from './ports/text-file.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** A file at this path, whether or not it is there yet. */
export function openTextFile(path: string): TextFile {
  return {
    read: () => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    write: (text) => writeFileAtomically(path, text),
  };
}
