import { spawn } from 'node:child_process';
import { findDesktop } from './find-desktop.ts';
import type { CommandLine } from './options.ts';

/** `krouter -t`: the desktop app; where it cannot be shown the engine runs headless, with the reason in one line. */
export async function tray(line: CommandLine): Promise<void> {
  const desktop = findDesktop(process.env);
  if ('reason' in desktop) {
    process.stderr.write(`Starting headless: ${desktop.reason}\n`);
    const { serve } = await import('./serve.ts');
    return serve(line);
  }
  const args = process.argv.slice(2).filter((argument) => argument !== '-t' && argument !== '--tray');
  const child = spawn(desktop.binary, [desktop.folder, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
