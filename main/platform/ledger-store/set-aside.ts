import { existsSync, renameSync } from 'node:fs';

/**
 * Renames a damaged database and its journal files, so that nothing is lost and a new one can take its place.
 * @returns the new path of the database. @throws Error when the file system refuses.
 */
export function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  const target = `${path}.corrupt-${stamp}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  return target;
}
