import { access, lstat, readFile, realpath, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AppFiles, AppPlace } from '../ports/app-files.ts';
import { explain, isAbsent } from './file-fault.ts';
import { asideOf, replaceFile } from './replace-file.ts';

/** Far above any settings file: a larger one is something else. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The files of this machine. */
export function createNodeAppFiles(place: AppPlace): AppFiles {
  return {
    place,
    read: (path) => guarded('read', path, () => readText(path)),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    missingFolders: (path) => guarded('read', path, () => missingAbove(path)),
    write: (path, text) => guarded('written', path, () => replaceFile(path, text)),
    remove: (path) => guarded('removed', path, () => removeOne(path)),
    sweep: (path) => guarded('removed', path, async () => rm(asideOf(await followed(path)), { force: true })),
  };
}

async function guarded<Value>(deed: string, path: string, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw explain(error, path, deed);
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new Error('it is too large to be a settings file');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    if (await isLink(path)) throw new Error('it is a link to a file that is not there');
    return undefined;
  }
}

async function missingAbove(path: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found !== undefined) break;
    missing.unshift(folder);
  }
  return missing;
}

async function removeOne(path: string): Promise<void> {
  try {
    const found = await lstat(path);
    await (found.isDirectory() ? rmdir(path) : unlink(path));
  } catch (error) {
    if (!isAbsent(error) && !isNotEmpty(error)) throw error;
  }
}

async function followed(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function isNotEmpty(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
