import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SsoTokenCache } from './ports/sso-token-cache.ts';

type Environment = { readonly [name: string]: string | undefined };

/** The folder that AWS's own tools use, found as they find it: `HOME`, then the system's home folder. */
export function openSsoTokenCache(env: Environment): SsoTokenCache {
  const folder = join(env['HOME'] || env['USERPROFILE'] || homedir(), '.aws', 'sso', 'cache');
  const pathOf = (name: string) => join(folder, `${createHash('sha1').update(name).digest('hex')}.json`);
  return {
    async read(name) {
      try {
        return await readFile(pathOf(name), 'utf8');
      } catch {
        return undefined;
      }
    },
    async write(name, text) {
      const path = pathOf(name);
      // Other tools read while we write: they see the old file or the new one.
      const aside = `${path}.${process.pid}.tmp`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await writeFile(aside, text, { mode: 0o600 });
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
  };
}
