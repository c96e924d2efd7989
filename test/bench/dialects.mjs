/**
 * `npm run bench:dialects`: what a streamed answer costs in each dialect a client may speak, beside OpenAI Chat in the
 * same run. Asserts only that every answer was complete.
 */
import { dialectTargets } from './dialect-targets.mjs';
import { load } from './load.mjs';
import { endAll, here, measured, setMode, start, startKrouter } from './servers.mjs';

const ROUNDS = 3;
const STREAMS = 20;
const DELTAS = 2_000;

try {
  await main();
} finally {
  endAll();
}

async function main() {
  const upstream = await start(here('upstream.mjs'));
  const krouter = await startKrouter(upstream.port);
  const targets = dialectTargets(krouter);
  await setMode(upstream, { deltas: 200, intervalMs: 0 });
  for (const target of Object.values(targets))
    await load(target, { count: 200, concurrency: 8, deltas: 200 });
  await setMode(upstream, { deltas: DELTAS, intervalMs: 0 });
  const cost = Object.fromEntries(Object.keys(targets).map((name) => [name, 0]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      const work = { count: STREAMS, concurrency: STREAMS, deltas: DELTAS };
      const { cpuMs } = await measured(target, () => load(target, work));
      cost[name] += (cpuMs * 1_000) / (STREAMS * DELTAS * ROUNDS);
    }
  }
  console.log(
    `${STREAMS} streams x ${DELTAS} deltas, ${ROUNDS} rounds      CPU ms / 1,000 deltas   to OpenAI Chat`,
  );
  for (const [name, value] of Object.entries(cost)) {
    const ratio = value / cost['krouter openai'];
    console.log(`  ${name.padEnd(38)} ${value.toFixed(2).padStart(18)} ${ratio.toFixed(2).padStart(16)}x`);
  }
}
