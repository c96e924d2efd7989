import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** The text of a file, its path being absolute or below the home folder; undefined when it is not there or not readable. */
export async function readHomeFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(resolve(homedir(), path), 'utf8');
  } catch {
    return undefined;
  }
}
