import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { parseLsof, parseNetstat, parseTasklist, socketInode } from './port-tables.ts';

/** The program that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

const LOOKUPS: {
  readonly [platform in NodeJS.Platform]?: (port: number) => Promise<PortHolder | undefined>;
} = {
  linux: findOnLinux,
  darwin: findOnMac,
  win32: findOnWindows,
};

/** Who has the port; undefined when that is nobody, or somebody this user may not see. Never throws. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  return LOOKUPS[process.platform]?.(port).catch(() => undefined);
}

async function findOnLinux(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const inode = tables.map((table) => socketInode(table, port)).find((found) => found !== undefined);
  if (inode === undefined) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holds(pid, `socket:[${inode}]`))) continue;
    return { pid: Number(pid), name: (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() };
  }
  return undefined;
}

async function holds(pid: string, socket: string): Promise<boolean> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(handles.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.includes(socket);
}

async function findOnMac(port: number): Promise<PortHolder | undefined> {
  return parseLsof(await run('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']));
}

async function findOnWindows(port: number): Promise<PortHolder | undefined> {
  const pid = parseNetstat(await run('netstat.exe', ['-ano', '-p', 'TCP']), port);
  if (pid === undefined) return undefined;
  const name = parseTasklist(await run('tasklist.exe', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']));
  return { pid, name: name ?? 'a program' };
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: 3_000, windowsHide: true }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}
