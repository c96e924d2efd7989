/**
 * `npm test`: the checks, then every test. What this machine cannot run is named with the one command that adds it;
 * with CI=true a missing piece is a failure. Arguments are passed on to vitest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testElectronFolder } from './test-electron-folder.mjs';

const root = new URL('..', import.meta.url).pathname;
const filters = process.argv.slice(2);
const ci = process.env.CI === 'true';
const missing = missingPieces();
const failures = [];

if (!existsSync(join(root, 'dist/renderer/index.html'))) run('build', 'npm', ['run', 'prepare']);
if (filters.length === 0) run('checks', process.execPath, [join(root, 'build/check.mjs')]);
const counts = vitest(filters);
report(counts);

/** What some suites need and this machine lacks; they skip themselves. */
function missingPieces() {
  const onPath = (name) =>
    (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
  const chromium = process.env.KROUTER_CHROMIUM ?? '/usr/bin/chromium';
  const pieces = [
    ['the dashboard in a browser', existsSync(chromium), 'apt-get install chromium'],
    [
      'the keychain and the desktop app',
      ['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'gdbus'].every(onPath),
      'apt-get install xvfb dbus gnome-keyring libglib2.0-bin libsecret-1-0',
    ],
    [
      'the desktop app',
      existsSync(join(testElectronFolder(), 'electron')),
      'node build/fetch-test-electron.mjs',
    ],
  ];
  return pieces.filter(([, isThere]) => !isThere).map(([what, , command]) => ({ what, command }));
}

function run(name, command, args, env = process.env) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) failures.push(name);
  return status;
}

function vitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'krouter-test-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  run('tests', process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...reporters,
    ...args,
  ]);
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  return results;
}

function report({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 }) {
  for (const { what, command } of missing) console.log(`not run: ${what}; to add it: ${command}`);
  if (ci && missing.length > 0) failures.push('missing pieces');
  if (numPassedTests === 0) failures.push('no test ran');
  if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`);
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
