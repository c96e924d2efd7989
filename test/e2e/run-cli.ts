import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from './built-cli.ts';

/** A program that has ended is one that ended by itself within this time, in milliseconds. */
const LIMIT_MS = 20_000;

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Variables beside a home and a data folder of the test's own; nothing of the machine's is passed on. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs until it is told to stop. */
export interface RunningCli {
  /** Where it listens. */
  readonly url: string;
  readonly pid: number;
  readonly output: CliResult;
  signal(name: NodeJS.Signals): void;
  /** How it ended. @throws Error when it does not */
  ended(): Promise<CliResult>;
}

const folders: string[] = [];
const children = new Set<ChildProcess>();

/** Ends every program that still runs, and removes every folder. */
export function cleanUpCli(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A folder that lives as long as the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'krouter-cli-'));
  folders.push(folder);
  return folder;
}

/** Writes a configuration and gives its path. */
export function writeConfig(config: unknown): string {
  const path = join(freshFolder(), 'config.json');
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
  return path;
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return (await spawnCli(args, options)).ended();
}

/** Starts the program and waits until it says where it listens. @throws Error when it ends instead */
export async function startCli(args: readonly string[], options: CliOptions = {}): Promise<RunningCli> {
  const started = await spawnCli(args, options);
  const url = await Promise.race([started.listening, started.ended().then(failed)]);
  return { ...started, url };
}

function failed({ code, stdout, stderr }: CliResult): never {
  throw new Error(`the program ended with ${code} instead of listening:\n${stdout}\n${stderr}`);
}

async function spawnCli(args: readonly string[], { env = {} }: CliOptions) {
  const home = freshFolder();
  const child = spawn(process.execPath, [await builtCli(), ...args], {
    env: { PATH: process.env['PATH'], HOME: home, KROUTER_DATA_DIR: join(home, 'data'), ...env },
    cwd: home,
  });
  children.add(child);
  const output: { code: number | null; stdout: string; stderr: string } = {
    code: null,
    stdout: '',
    stderr: '',
  };
  let tellUrl: (url: string) => void = () => {};
  const listening = new Promise<string>((resolve) => {
    tellUrl = resolve;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    const url = /http:\/\/[\w.[\]:]+:\d+/.exec(output.stdout)?.[0];
    if (url !== undefined) tellUrl(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const closed = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => {
      children.delete(child);
      output.code = code;
      resolve(output);
    });
  });
  return {
    pid: child.pid ?? 0,
    output,
    listening,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    ended: () => withinLimit(closed, output),
  };
}

async function withinLimit(closed: Promise<CliResult>, output: CliResult): Promise<CliResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`still running after ${LIMIT_MS} ms:\n${output.stdout}\n${output.stderr}`));
    }, LIMIT_MS);
  });
  return Promise.race([closed, late]).finally(() => clearTimeout(timer));
}
