/** The bench's servers: started, measured from outside, ended. */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const KEY = 'sk-krouter-bench-key';
export const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Linux counts CPU time in hundredths of a second. */
const CLOCK_TICK_MS = 10;
const children = [];

/** Ends every server that was started. */
export function endAll() {
  for (const child of children) child.kill('SIGKILL');
}

/** Starts a server in a process of its own; it tells its port. */
export function start(file, env = {}) {
  const child = fork(file, { env: { ...process.env, ...env } });
  children.push(child);
  return new Promise((resolve) => child.once('message', ({ port }) => resolve({ port, pid: child.pid })));
}

/** `krouter serve` as it is shipped, in front of the bench's upstream; `more` goes into its configuration. */
export async function startKrouter(upstreamPort, more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'krouter-bench-'));
  const port = await freePort();
  const config = {
    apiKey: KEY,
    port,
    providers: [
      {
        id: 'bench',
        type: 'bedrock',
        region: 'us-east-1',
        endpoint: `http://127.0.0.1:${upstreamPort}`,
        credentials: { source: 'env' },
      },
    ],
    logLevel: 'error',
    ...more,
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [here('../../dist/main/cli.cjs'), 'serve', '--config', join(folder, 'config.json'), '--data-dir', folder],
    {
      env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIABENCHBENCHBENCH1', AWS_SECRET_ACCESS_KEY: 'bench' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  const greeted = dashboardLink(child.stdout);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  while (!(await healthy(port))) await new Promise((resolve) => setTimeout(resolve, 5));
  const startMs = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { port, pid: child.pid, startMs, dashboard: await greeted };
}

/** The one-time link that `serve` prints. */
function dashboardLink(stdout) {
  return new Promise((resolve) => {
    let text = '';
    stdout.on('data', (chunk) => {
      text += chunk;
      const link = /http:\S+#token=\S+/.exec(text)?.[0];
      if (link !== undefined) resolve(link);
    });
  });
}

function healthy(port) {
  return new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, path: '/health', agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What the next answers of the upstream look like. */
export const setMode = ({ port }, settings) => post(port, '/__mode', JSON.stringify(settings));

function post(port, path, body) {
  return new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port, path, method: 'POST', agent: false }, (response) => {
        response.resume();
        response.on('end', resolve);
      })
      .on('error', reject)
      .end(body);
  });
}

/** CPU and wall time of a server while some work is done. */
export async function measured(target, work) {
  const before = cpuMs(target.pid);
  const started = performance.now();
  await work();
  return { cpuMs: cpuMs(target.pid) - before, wallMs: performance.now() - started };
}

/** User and system time of a process so far, in milliseconds. */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
}

/** Resident memory in MB. */
export function rss(pid) {
  const pages = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return (Number(pages[1]) / 1024).toFixed(0);
}

/** The peak of it from now until the returned function is called. */
export function watchRss(pid) {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, Number(rss(pid)));
  }, 20);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
