/**
 * `node build/package-for-tests.mjs`: the Linux package as users get it, unpacked in release/test, but on the Electron
 * that the npm registry carries. Prints the path of the program.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';
import { TEST_ELECTRON_VERSION, testElectronFolder } from './test-electron-folder.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'release/test');
const work = mkdtempSync(join(tmpdir(), 'krouter-package-'));

try {
  // Without the folder `app`, which this Electron would run in the place of the archive.
  const electronDist = join(work, 'electron');
  cpSync(testElectronFolder(), electronDist, {
    recursive: true,
    filter: (path) => !path.endsWith('/resources/app'),
  });
  mkdirSync(output, { recursive: true });
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      electronDist,
      electronVersion: TEST_ELECTRON_VERSION,
      directories: { output },
    },
  });
  console.log(join(output, 'linux-unpacked/krouter'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
