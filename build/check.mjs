/** `npm run check`: everything that reads the code without running it. Runs all steps, then fails if one did. */
import { spawnSync } from 'node:child_process';

const steps = [
  ['types', 'tsc', ['-p', '.']],
  ['types of the hub, without a platform', 'tsc', ['-p', 'main/core']],
  ['types of the dashboard', 'tsc', ['-p', 'renderer']],
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  ['import table', process.execPath, ['build/check-imports.mjs']],
  ['budgets', process.execPath, ['build/check-budgets.mjs']],
  ['install scripts', process.execPath, ['build/check-install-scripts.mjs']],
  ['unused code', 'knip', []],
];

const failed = steps.filter(([name, command, args]) => {
  console.log(`\n== ${name}`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});
console.log(
  failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
