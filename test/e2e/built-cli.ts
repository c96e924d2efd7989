import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from './start-engine.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHIPPED = join(ROOT, 'dist/main/cli.cjs');
/** Where an up-to-date program is built when the shipped one is older than its sources: others may be using that. */
const OWN_FOLDER = join(ROOT, 'dist/e2e');
const OWN = join(OWN_FOLDER, 'cli.cjs');
const LOCK = join(ROOT, 'dist/e2e.lock');
const LOCK_MS = 60_000;

/** The path of the command line program, built from the sources as they are now. */
export async function builtCli(): Promise<string> {
  if (isFresh(SHIPPED)) return SHIPPED;
  await withLock(() => {
    if (isFresh(OWN)) return;
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--outDir', OWN_FOLDER, '--logLevel', 'warn'];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe', timeout: LOCK_MS });
  });
  return OWN;
}

function isFresh(program: string): boolean {
  if (!existsSync(program)) return false;
  const built = statSync(program).mtimeMs;
  return sources().every((path) => statSync(path).mtimeMs <= built);
}

function sources(): readonly string[] {
  const folders = ['main', 'contract'].map((name) => join(ROOT, name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  return [...files, join(ROOT, 'vite.config.ts'), join(ROOT, 'package.json')];
}

/** One build at a time, however many test files want it. */
async function withLock(work: () => void): Promise<void> {
  const deadline = Date.now() + LOCK_MS;
  while (!tryLock()) {
    if (Date.now() > deadline) throw new Error(`somebody has held ${LOCK} for a minute`);
    await pause(100);
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function tryLock(): boolean {
  try {
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
}
