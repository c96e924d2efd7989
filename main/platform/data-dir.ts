import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** The folder for kRouter's own files: the flag, else `KROUTER_DATA_DIR`, else the platform's place for app data. Made if absent, for its owner only. */
export function openDataDir(
  flag: string | undefined,
  env: { readonly [name: string]: string | undefined },
): string {
  const folder = resolve(flag || env['KROUTER_DATA_DIR'] || envPaths('krouter', { suffix: '' }).config);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
