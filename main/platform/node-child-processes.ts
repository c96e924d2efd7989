import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { AppError } from '../core/app-error.ts';
import type { ChildCommand, ChildProcesses, RunningChild } from './ports/child-process.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Where installers put command lines that a desktop app's own PATH does not name. */
const USUAL_FOLDERS = [join(homedir(), '.local', 'bin'), '/usr/local/bin', '/opt/homebrew/bin'];

/** Milliseconds between asking a program to end and ending it. */
const GRACE_MS = 2_000;

/** Characters kept of what a program says of its failure. */
const SAID_CHARS = 500;

const isWindows = process.platform === 'win32';

/** Child processes with this environment. */
export function createNodeChildProcesses(env: Environment): ChildProcesses {
  const name = isWindows ? 'Path' : 'PATH';
  const path = [env['PATH'] ?? env['Path'] ?? '', ...USUAL_FOLDERS].filter(Boolean).join(delimiter);
  return {
    async start(command) {
      const folder = await mkdtemp(join(tmpdir(), 'krouter-child-'));
      const child = spawn(command.program, [...command.args], {
        cwd: folder,
        env: { ...env, [name]: path, ...command.env },
        shell: false,
        windowsHide: true,
        // A group of its own, so that what the program starts ends with it.
        detached: !isWindows,
      });
      child.once('close', () => void rm(folder, { recursive: true, force: true }).catch(() => undefined));
      await started(child, command.program);
      return watch(child, command);
    },
  };
}

function started(child: ChildProcessWithoutNullStreams, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? 'is not installed, or not where kRouter looks'
          : `cannot be started (${error.code})`;
      reject(failure(`${program} ${why}. Install it, or give its full path.`));
    });
  });
}

function watch(child: ChildProcessWithoutNullStreams, command: ChildCommand): RunningChild {
  const { cancellation, program, input } = command;
  const stop = () => end(child);
  cancellation.addEventListener('abort', stop, { once: true });
  if (cancellation.aborted) stop();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_CHARS);
  });
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      cancellation.removeEventListener('abort', stop);
      resolve(code);
    });
  });
  // A program that ends without reading what it is told says why by itself.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const explain = (code: number | null) => {
    if (cancellation.aborted) return new AppError({ code: 'cancelled', message: `${program} was ended.` });
    return failure(
      `${program} failed (${code ?? 'ended from outside'}): ${said.trim() || 'it said nothing'}`,
    );
  };
  return { output: outputOf(child, closed, explain), close: stop };
}

async function* outputOf(
  child: ChildProcessWithoutNullStreams,
  closed: Promise<number | null>,
  explain: (code: number | null) => AppError,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of child.stdout) yield chunk;
  const code = await closed;
  if (code !== 0) throw explain(code);
}

function end(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signal(child, 'SIGTERM');
  setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS).unref();
}

function signal(child: ChildProcessWithoutNullStreams, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (isWindows) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has just ended by itself.
  }
}

function failure(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
