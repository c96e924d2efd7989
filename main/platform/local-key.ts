import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './write-file-atomically.ts';

/** The key apps present to kRouter, and where a person finds it. */
export interface LocalKey {
  readonly value: string;
  /** Shown in a 401: a file's path, or the setting that holds the key. */
  readonly foundIn: string;
  /** The file that holds nothing but the key, when there is one. */
  readonly file?: string;
}

/**
 * The key from `<data dir>/api-key`, made on first use: 192 random bits, a file only its owner reads. It opens
 * nothing but this machine's loopback port; cloud credentials are never kept this way.
 */
export function openLocalKey(dataDir: string): LocalKey {
  const path = join(dataDir, 'api-key');
  if (existsSync(path)) {
    const value = readFileSync(path, 'utf8').trim();
    chmodSync(path, 0o600);
    if (value.length >= 8) return { value, foundIn: path, file: path };
  }
  const value = `sk-krouter-${randomBytes(24).toString('base64url')}`;
  writeFileAtomically(path, `${value}\n`);
  return { value, foundIn: path, file: path };
}
