/**
 * `npm run bench`: kRouter against the upstream itself and against a raw passthrough, all in one run on one machine.
 * Prints figures and ratios; asserts only that every answer was complete.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, percentile } from './load.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const KEY = 'sk-krouter-bench-key';
const CLOCK_TICK_MS = 10;
const quick = process.argv.includes('--quick');
const scale = quick ? 0.2 : 1;
const times = (n) => Math.max(1, Math.round(n * scale));
const children = [];

try {
  await main();
} finally {
  for (const child of children) child.kill('SIGKILL');
}

async function main() {
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}${quick ? ', quick' : ''}\n`,
  );
  const upstream = await start(here('upstream.mjs'));
  const pass = await start(here('passthrough.mjs'), { UPSTREAM: `http://127.0.0.1:${upstream.port}` });
  const krouter = await startKrouter(upstream.port);
  const servers = {
    direct: bedrockTarget('direct', upstream),
    passthrough: bedrockTarget('passthrough', pass),
    'krouter openai': openaiTarget(krouter),
    'krouter anthropic': anthropicTarget(krouter),
  };
  console.log(`start to /health: ${krouter.startMs.toFixed(0)} ms    idle RSS: ${rss(krouter.pid)} MB`);
  const mode = (settings) => post(upstream.port, '/__mode', JSON.stringify(settings));
  for (const target of Object.values(servers)) await warm(target, mode);
  await latency(servers, mode);
  await saturated(servers, mode, { krouter, pass });
  await paced(servers, mode);
  await agentRequest(servers, mode);
  console.log(`RSS at the end: ${rss(krouter.pid)} MB`);
}

/** Enough for the engine's compiler to settle: what is compared is the steady state of a proxy that runs all day. */
async function warm(target, mode) {
  await mode({ deltas: 1, intervalMs: 0 });
  await load(target, { count: 4000, concurrency: 8 });
  await mode({ deltas: 50, intervalMs: 0 });
  await load(target, { count: times(400), concurrency: 8, deltas: 50 });
}

async function latency(servers, mode) {
  await mode({ deltas: 1, intervalMs: 0 });
  for (const concurrency of [1, 16, 64]) {
    const rounds = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
    for (let round = 0; round < 5; round += 1) {
      for (const [name, target] of Object.entries(servers)) {
        const result = await load(target, { count: times(concurrency === 1 ? 300 : 1500), concurrency });
        rounds[name].push(result);
      }
    }
    report(concurrency, rounds);
  }
}

function report(concurrency, rounds) {
  console.log(
    `\nsmall streamed request, concurrency ${concurrency}        p50 ms   p99 ms   first byte p50   requests/s`,
  );
  const figures = Object.fromEntries(
    Object.entries(rounds).map(([name, results]) => {
      const totals = results.flatMap(({ totals }) => totals).sort((a, b) => a - b);
      const firsts = results.flatMap(({ firsts }) => firsts).sort((a, b) => a - b);
      const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
      return [
        name,
        {
          p50: percentile(totals, 50),
          p99: percentile(totals, 99),
          first: percentile(firsts, 50),
          rate: totals.length / seconds,
        },
      ];
    }),
  );
  for (const [name, f] of Object.entries(figures)) {
    console.log(
      `  ${name.padEnd(44)} ${f.p50.toFixed(2).padStart(6)}   ${f.p99.toFixed(2).padStart(6)}   ${f.first.toFixed(2).padStart(14)}   ${f.rate.toFixed(0).padStart(10)}`,
    );
  }
  const floor = figures.passthrough.p50 - figures.direct.p50;
  for (const name of Object.keys(figures).filter((key) => key.startsWith('krouter'))) {
    const added = figures[name].p50 - figures.direct.p50;
    console.log(
      `  ${name}: adds ${added.toFixed(2)} ms, passthrough ${floor.toFixed(2)} ms = ${(added / floor).toFixed(2)}x; requests/s ${((100 * figures[name].rate) / figures.passthrough.rate).toFixed(0)}% of passthrough`,
    );
  }
}

async function saturated(servers, mode, { krouter, pass }) {
  for (const [streams, deltas] of [
    [1, times(20_000)],
    [200, times(500)],
  ]) {
    await mode({ deltas, intervalMs: 0 });
    console.log(
      `\nsaturated, ${streams} stream(s) x ${deltas} deltas          deltas/s   CPU ms / 1,000 deltas`,
    );
    const cost = {};
    for (const [name, target] of Object.entries(servers)) {
      const peak = target.pid === krouter.pid ? watchRss(krouter.pid) : undefined;
      const { cpuMs, wallMs } = await measured(target, () =>
        load(target, { count: streams * 3, concurrency: streams, deltas }),
      );
      const total = streams * 3 * deltas;
      cost[name] = (cpuMs * 1000) / total;
      console.log(
        `  ${name.padEnd(44)} ${((total * 1000) / wallMs).toFixed(0).padStart(10)}   ${cost[name].toFixed(2).padStart(8)}${peak ? `   peak RSS ${peak()} MB` : ''}`,
      );
    }
    ratios(cost, 'CPU per 1,000 deltas');
  }
  void pass;
}

async function paced(servers, mode) {
  const deltas = times(250);
  await mode({ deltas, intervalMs: 20 });
  console.log(`\npaced, 50 streams x 50 deltas/s                  CPU ms / 1,000 deltas`);
  const cost = {};
  for (const [name, target] of Object.entries(servers)) {
    if (name === 'direct') continue;
    const { cpuMs } = await measured(target, () => load(target, { count: 50, concurrency: 50, deltas }));
    cost[name] = (cpuMs * 1000) / (50 * deltas);
    console.log(`  ${name.padEnd(44)} ${cost[name].toFixed(2).padStart(8)}`);
  }
  ratios(cost, 'CPU per 1,000 paced deltas');
}

async function agentRequest(servers, mode) {
  await mode({ deltas: 1, intervalMs: 0 });
  console.log('\n200-KB agent request                             CPU ms / request   p50 ms');
  const cost = {};
  for (const [name, target] of Object.entries(servers)) {
    if (name === 'direct') continue;
    const big = { ...target, body: target.agentBody };
    await load(big, { count: times(100), concurrency: 2 });
    let p50 = 0;
    const count = times(500);
    const { cpuMs } = await measured(target, async () => {
      p50 = percentile((await load(big, { count, concurrency: 2 })).totals, 50);
    });
    cost[name] = cpuMs / count;
    console.log(`  ${name.padEnd(44)} ${cost[name].toFixed(2).padStart(10)}   ${p50.toFixed(2).padStart(8)}`);
  }
  ratios(cost, 'CPU per 200-KB request');
}

function ratios(cost, what) {
  for (const [name, value] of Object.entries(cost)) {
    if (name.startsWith('krouter'))
      console.log(`  ${name}: ${what} ${(value / cost.passthrough).toFixed(2)}x the passthrough`);
  }
}

async function measured(target, work) {
  const before = cpuMs(target.pid);
  const started = performance.now();
  await work();
  return { cpuMs: cpuMs(target.pid) - before, wallMs: performance.now() - started };
}

function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
}

function rss(pid) {
  const pages = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return (Number(pages[1]) / 1024).toFixed(0);
}

function watchRss(pid) {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, Number(rss(pid)));
  }, 20);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function start(file, env = {}) {
  const child = fork(file, { env: { ...process.env, ...env } });
  children.push(child);
  return new Promise((resolve) => child.once('message', ({ port }) => resolve({ port, pid: child.pid })));
}

async function startKrouter(upstreamPort) {
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
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [here('../../dist/main/cli.cjs'), 'serve', '--config', join(folder, 'config.json'), '--data-dir', folder],
    {
      env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIABENCHBENCHBENCH1', AWS_SECRET_ACCESS_KEY: 'bench' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  children.push(child);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  while (!(await healthy(port))) await new Promise((resolve) => setTimeout(resolve, 5));
  const startMs = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { port, pid: child.pid, startMs };
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

function bedrockTarget(name, { port, pid }) {
  const body = (messages) =>
    Buffer.from(JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 1024, messages }));
  return {
    name,
    port,
    pid,
    path: '/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream',
    headers: { 'content-type': 'application/json' },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(anthropicHistory()),
    // "type":"message_stop" in base64, at the three possible alignments.
    isComplete: (bytes) =>
      bytes.includes('invocation') ||
      /bWVzc2FnZV9zdG9w|1lc3NhZ2Vfc3Rvc|tZXNzYWdlX3N0b3/.test(bytes.toString('latin1')),
  };
}

function openaiTarget({ port, pid }) {
  const body = (messages) =>
    Buffer.from(JSON.stringify({ model: 'bench/anthropic.claude-sonnet-4-6', stream: true, messages }));
  return {
    name: 'krouter openai',
    port,
    pid,
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(openaiHistory()),
    isComplete: (bytes, deltas) => bytes.includes('"finish_reason":"stop"') && countWords(bytes) === deltas,
  };
}

function anthropicTarget({ port, pid }) {
  const body = (messages) =>
    Buffer.from(
      JSON.stringify({
        model: 'bench/anthropic.claude-sonnet-4-6',
        max_tokens: 1024,
        stream: true,
        messages,
      }),
    );
  return {
    name: 'krouter anthropic',
    port,
    pid,
    path: '/v1/messages',
    headers: { 'content-type': 'application/json', 'x-api-key': KEY, 'anthropic-version': '2023-06-01' },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(anthropicHistory()),
    isComplete: (bytes, deltas) => bytes.includes('"message_stop"') && countWords(bytes) === deltas,
  };
}

/** The numbered words, in order and without a gap; -1 when one is missing or out of place. */
function countWords(bytes) {
  let expected = 0;
  for (const [, number] of bytes.toString('latin1').matchAll(/ word(\d+)"/g)) {
    if (Number(number) !== expected) return -1;
    expected += 1;
  }
  return expected;
}

/** About 200 KB of an agent's conversation: 40 tool calls and their results. */
function turns() {
  const line =
    'src/server/handlers/session.ts:118:  const session = await store.load(request.headers["x-session"] ?? "");\n';
  return Array.from({ length: 40 }, (_, i) => ({
    id: `toolu_${i}`,
    path: `src/file${i}.ts`,
    result: `${i}: ${line.repeat(45)}`,
  }));
}

function anthropicHistory() {
  return [
    { role: 'user', content: 'Find the bug.' },
    ...turns().flatMap(({ id, path, result }) => [
      {
        role: 'assistant',
        content: [
          { type: 'text', text: `Reading ${path}.` },
          { type: 'tool_use', id, name: 'read_file', input: { path } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: result }] },
    ]),
  ];
}

function openaiHistory() {
  return [
    { role: 'user', content: 'Find the bug.' },
    ...turns().flatMap(({ id, path, result }) => [
      {
        role: 'assistant',
        content: `Reading ${path}.`,
        tool_calls: [
          { id, type: 'function', function: { name: 'read_file', arguments: JSON.stringify({ path }) } },
        ],
      },
      { role: 'tool', tool_call_id: id, content: result },
    ]),
  ];
}
