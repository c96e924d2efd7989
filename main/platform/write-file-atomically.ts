import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

/**
 * Replaces a file so that a crash or a full disk leaves the old one whole: written aside, synced, renamed over. The
 * previous version stays as `.bak`. Readable by its owner only.
 */
export function writeFileAtomically(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(aside, 'w', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (existsSync(path)) copyFileSync(path, `${path}.bak`);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
