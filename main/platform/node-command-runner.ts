import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import type { Command, CommandEnd, CommandRunner } from './ports/command-runner.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Where installers put command lines that a desktop app's own PATH does not name. */
const USUAL_FOLDERS = {
  win32: ['C:\\Program Files\\Amazon\\AWSCLIV2'],
  other: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin'],
};

/** Milliseconds between asking a program to end and ending it. */
const GRACE_MS = 2_000;

/** Child processes with this environment; nothing is typed into them. */
export function createNodeCommandRunner(env: Environment): CommandRunner {
  const usual = process.platform === 'win32' ? USUAL_FOLDERS.win32 : USUAL_FOLDERS.other;
  const name = process.platform === 'win32' ? 'Path' : 'PATH';
  const path = [env['PATH'] ?? env['Path'] ?? '', ...usual].filter(Boolean).join(delimiter);
  return {
    run: (command) =>
      new Promise((resolve) => {
        const child = spawn(command.program, [...command.args], {
          env: { ...env, [name]: path },
          stdio: ['ignore', 'pipe', 'pipe'],
          shell: false,
          windowsHide: true,
        });
        watch(child, command, resolve);
      }),
  };
}

function watch(child: ChildProcess, command: Command, resolve: (end: CommandEnd) => void): void {
  const { cancellation, timeoutMs, onOutput } = command;
  let why: CommandEnd | undefined;
  const stop = (end: CommandEnd) => {
    why ??= end;
    child.kill();
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  const abort = () => stop({ kind: 'cancelled' });
  const timer = setTimeout(() => stop({ kind: 'timed-out' }), timeoutMs).unref();
  const finish = (end: CommandEnd) => {
    clearTimeout(timer);
    cancellation.removeEventListener('abort', abort);
    resolve(why ?? end);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => onOutput(text));
  }
  child.once('error', (error: NodeJS.ErrnoException) =>
    finish(error.code === 'ENOENT' ? { kind: 'not-found' } : { kind: 'exited', code: -1 }),
  );
  child.once('close', (code) => finish({ kind: 'exited', code: code ?? -1 }));
  cancellation.addEventListener('abort', abort, { once: true });
  if (cancellation.aborted) abort();
}
