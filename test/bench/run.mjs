/**
 * `npm run bench`: kRouter against the upstream itself and against a raw passthrough, all in one run on one machine.
 * Prints figures and ratios; asserts only that every answer was complete.
 */
import { cpus } from 'node:os';
import { load, percentile } from './load.mjs';
import { endAll, here, measured, rss, setMode, start, startKrouter, watchRss } from './servers.mjs';
import { anthropicTarget, bedrockTarget, openaiTarget } from './targets.mjs';

const quick = process.argv.includes('--quick');
const scale = quick ? 0.2 : 1;
const times = (n) => Math.max(1, Math.round(n * scale));

try {
  await main();
} finally {
  endAll();
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
  const mode = (settings) => setMode(upstream, settings);
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
