import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface RotatingFileOptions {
  readonly path: string;
  /** A file that has reached this size is set aside. */
  readonly maxBytes?: number;
  /** How many files there are at most, the current one included. */
  readonly files?: number;
}

/** Text that is appended to a file of bounded size, readable by its owner only: `app.log`, `app.log.1`, … */
export interface RotatingFile {
  /** Never throws: a full disk must not stop what is being logged. */
  write(text: string): void;
}

/** Five files of 10 MB, unless told otherwise. */
export function openRotatingFile({
  path,
  maxBytes = 10_000_000,
  files = 5,
}: RotatingFileOptions): RotatingFile {
  let bytes: number | undefined;
  return {
    write(text) {
      try {
        bytes ??= begin(path);
        if (bytes > 0 && bytes + Buffer.byteLength(text) > maxBytes) {
          rotate(path, files);
          bytes = 0;
        }
        appendFileSync(path, text, { mode: 0o600 });
        bytes += Buffer.byteLength(text);
      } catch {
        bytes = undefined;
      }
    },
  };
}

function begin(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return existsSync(path) ? statSync(path).size : 0;
}

/** The oldest goes, the others move on by one. */
function rotate(path: string, files: number): void {
  rmSync(`${path}.${files - 1}`, { force: true });
  for (let i = files - 2; i >= 1; i -= 1) {
    if (existsSync(`${path}.${i}`)) renameSync(`${path}.${i}`, `${path}.${i + 1}`);
  }
  if (files > 1) renameSync(path, `${path}.1`);
  else rmSync(path);
}
