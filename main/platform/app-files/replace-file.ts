import { chmod, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, isAbsent } from './file-fault.ts';

/** The same name for every write, so that what a killed one left is found again. */
export function asideOf(path: string): string {
  return `${path}.krouter.tmp`;
}

/**
 * Puts `text` in the place of a file, or makes it: written aside, synced, renamed over. Links are followed, modes kept,
 * missing folders made.
 */
export async function replaceFile(named: string, text: string): Promise<void> {
  const path = await targetOf(named);
  const mode = await modeOf(path);
  const aside = asideOf(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeSynced(aside, text, mode ?? OWNER_ONLY);
    await moveOver(aside, path, text);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** It may hold a key. */
const OWNER_ONLY = 0o600;

async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isAbsent(error)) return path;
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o7777;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function writeSynced(path: string, text: string, mode: number): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  if (mode !== OWNER_ONLY) await chmod(path, mode);
}

/** Where a rename is refused though the file may be written: bind mounts, some WSL paths, a file open on Windows. */
const IN_PLACE = new Set(['EBUSY', 'EXDEV', 'EPERM', 'EACCES']);

async function moveOver(aside: string, path: string, text: string): Promise<void> {
  try {
    await rename(aside, path);
  } catch (error) {
    if (!IN_PLACE.has(codeOf(error))) throw error;
    // Not atomic, but the journal holds the earlier text.
    await writeFile(path, text);
    await rm(aside, { force: true });
  }
}
