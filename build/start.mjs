/** `npm start`: the desktop app where there is a display and an Electron binary, else headless with the reason in one line. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { binary, reason } = desktop();
if (reason !== undefined) console.error(`Starting headless: ${reason}`);
const args = binary === undefined ? [`${root}dist/main/cli.cjs`, 'serve'] : [root];
const child = spawn(binary ?? process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** Electron's own package downloads when it is asked for its path; the folder is looked into instead. */
function installedBinary() {
  const folder = `${root}node_modules/electron/`;
  const named = `${folder}path.txt`;
  return existsSync(named) ? `${folder}dist/${readFileSync(named, 'utf8').trim()}` : undefined;
}

function desktop() {
  if (!existsSync(`${root}dist/main/index.cjs`)) return { reason: 'this build has no desktop app.' };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
  }
  const binary = process.env.KROUTER_ELECTRON ?? installedBinary();
  if (binary !== undefined && existsSync(binary)) return { binary };
  return { reason: 'the Electron binary is not installed (npx electron --version fetches it).' };
}
