import { cpus, loadavg } from 'node:os';
import { z } from 'zod';
import { launchBrowser, openPage } from './browser.ts';
import { serveSample } from './serve-sample.ts';

/**
 * How long frames of the Live page take with 200 requests in flight: `node test/renderer/run.mjs live-frames.ts [STREAMS]`.
 * Prints figures; the budget is 50 ms per frame.
 */
const STREAMS = Number(process.argv[3] ?? 200);
const SECONDS = 12;
const WARM_UP_MS = 2_000;
const NAMES = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration', 'TaskDuration'];

const measureFrames = `new Promise((resolve) => {
  const gaps = [];
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  let last = performance.now();
  const end = last + ${SECONDS * 1000};
  const next = (now) => {
    gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(next);
    else resolve({ gaps, tasks });
  };
  requestAnimationFrame(next);
})`;

const measured = z.object({ gaps: z.array(z.number()), tasks: z.array(z.number()) });

const server = await serveSample({ streams: STREAMS, turnover: 0.02 });
const browser = await launchBrowser();
const { page } = await openPage(browser, server.link());
await page.getByRole('table', { name: 'Requests in flight' }).waitFor();
await page.waitForTimeout(WARM_UP_MS);
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const before = await durations();
const { gaps, tasks } = measured.parse(await page.evaluate(measureFrames));
const after = await durations();
const sorted = gaps.slice(1).sort((a, b) => a - b);
print(
  `${STREAMS} requests in flight, ${SECONDS} s, ${sorted.length} frames; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
);
print(`frame p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
print(
  `tasks over 50 ms: ${tasks.length}${tasks.length > 0 ? `, longest ${Math.max(...tasks).toFixed(0)} ms` : ''}`,
);
for (const name of NAMES)
  print(
    `${name}: ${((((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000) / SECONDS).toFixed(1)} ms per second`,
  );
await browser.close();
await server.close();

function at(part: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1);
}

async function durations(): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
