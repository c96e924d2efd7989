/**
 * `npm run bench:dashboard`: 200 live streams, and what it costs the proxy that somebody watches them. Prints the time
 * between frames of the Live page and the proxy's CPU without a dashboard, with one, and after it was closed.
 */
import { chromium } from 'playwright-core';
import { load } from './load.mjs';
import { cpuMs, endAll, here, setMode, start, startKrouter } from './servers.mjs';
import { anthropicTarget } from './targets.mjs';

const STREAMS = 200;
/** Claude writes 50 to 100 tokens a second, several to an event. */
const INTERVAL_MS = 100;
const WINDOW_MS = 10_000;
/** So many that all streams outlive the three windows. */
const DELTAS = 600;

try {
  await main();
} finally {
  endAll();
}

async function main() {
  const upstream = await start(here('upstream.mjs'));
  const krouter = await startKrouter(upstream.port);
  await setMode(upstream, { deltas: DELTAS, intervalMs: INTERVAL_MS });
  const streams = load(anthropicTarget(krouter), { count: STREAMS, concurrency: STREAMS, deltas: DELTAS });
  await pause(3_000);
  const alone = await busy(krouter.pid);
  const { watched, frames } = await watch(krouter);
  await pause(1_000);
  const closed = await busy(krouter.pid);
  await streams;
  console.log(`${STREAMS} streams, one event each ${INTERVAL_MS} ms, windows of ${WINDOW_MS / 1000} s`);
  console.log(`CPU of the proxy without a dashboard   ${alone.toFixed(1)} %`);
  console.log(
    `  with the Live page open              ${watched.toFixed(1)} % (${difference(watched, alone)})`,
  );
  console.log(`  after it was closed                  ${closed.toFixed(1)} % (${difference(closed, alone)})`);
  const at = (p) => frames[Math.min(frames.length - 1, Math.floor((frames.length * p) / 100))].toFixed(1);
  const long = frames.filter((ms) => ms > 50).length;
  console.log(
    `frames: ${frames.length}, p50 ${at(50)} ms, p99 ${at(99)} ms, longest ${at(100)} ms, ${long} over 50 ms`,
  );
}

/** The Live page in a browser of its own, and the proxy's CPU meanwhile. */
async function watch(krouter) {
  const browser = await chromium.launch({
    executablePath: process.env.KROUTER_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(krouter.dashboard);
  await page.getByRole('navigation').waitFor();
  await page.getByRole('link', { name: 'Live' }).first().click();
  await pause(3_000);
  const timing = page.evaluate(timeFrames, WINDOW_MS);
  const watched = await busy(krouter.pid);
  const frames = await timing;
  await browser.close();
  return { watched, frames: frames.sort((a, b) => a - b) };
}

/** Runs in the page: milliseconds between frames. */
function timeFrames(windowMs) {
  return new Promise((resolve) => {
    const gaps = [];
    const began = performance.now();
    let last = began;
    const next = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (now - began < windowMs) requestAnimationFrame(next);
      else resolve(gaps.slice(1));
    };
    requestAnimationFrame(next);
  });
}

/** How busy a process is for one window, in percent of one core. */
async function busy(pid) {
  const before = cpuMs(pid);
  const began = performance.now();
  await pause(WINDOW_MS);
  return (100 * (cpuMs(pid) - before)) / (performance.now() - began);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function difference(now, then) {
  return `${now >= then ? '+' : ''}${(now - then).toFixed(1)} points`;
}
