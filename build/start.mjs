/** `npm start`: the desktop app where there is a display and an Electron binary, else headless with the reason in one line. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
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

function desktop() {
  if (!existsSync(`${root}dist/main/index.cjs`)) return { reason: 'this build has no desktop app.' };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
  }
  try {
    const binary = createRequire(import.meta.url)('electron');
    return existsSync(binary) ? { binary } : { reason: 'the Electron binary is not installed.' };
  } catch {
    return { reason: 'Electron is not installed.' };
  }
}
