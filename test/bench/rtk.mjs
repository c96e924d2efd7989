/**
 * `npm run bench:rtk`: what compression saves on the corpus of real tool output, per kind and in all, and how fast it is.
 * Savings are characters of the text the model gets; tokens of a real request are metered by the product itself.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const LEVELS = ['lossless', 'compact'];
const corpus = fileURLToPath(new URL('../fixtures/compression/', import.meta.url));
const cases = JSON.parse(readFileSync(join(corpus, 'corpus.json'), 'utf8')).map((entry) => ({
  ...entry,
  text: readFileSync(join(corpus, entry.file), 'utf8'),
}));

const { reduceText } = await loadProduct();
printSavings();
printThroughput();

/** Bundles the compression folder the way the product is built and imports it. */
async function loadProduct() {
  const entry = fileURLToPath(new URL('../../main/compression/reduce-text.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, write: false, target: 'node18', minify: false },
  });
  const folder = mkdtempSync(join(tmpdir(), 'krouter-rtk-'));
  const file = join(folder, 'reduce-text.mjs');
  writeFileSync(file, [built].flat()[0].output[0].code);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function reduce({ text, tool, arguments: input }, level) {
  return reduceText(text, { hint: { name: tool, arguments: input }, level });
}

function printSavings() {
  const kinds = Map.groupBy === undefined ? groupByKind() : Map.groupBy(cases, (entry) => entry.kind);
  console.log('kind        files    chars   lossless   compact');
  for (const [kind, entries] of [...kinds].sort(([a], [b]) => a.localeCompare(b))) printRow(kind, entries);
  const touched = cases.filter(({ kind }) => kind !== 'file' && kind !== 'diff');
  printRow('reducible', touched);
  printRow('everything', cases);
  if (process.argv.includes('--files')) for (const entry of cases) printRow(entry.file, [entry]);
}

function groupByKind() {
  const kinds = new Map();
  for (const entry of cases) kinds.set(entry.kind, [...(kinds.get(entry.kind) ?? []), entry]);
  return kinds;
}

function printRow(name, entries) {
  const before = sum(entries.map(({ text }) => text.length));
  const saved = LEVELS.map(
    (level) => 1 - sum(entries.map((entry) => reduce(entry, level).text.length)) / before,
  );
  const percent = saved.map((share) => `${(share * 100).toFixed(1)} %`.padStart(10));
  console.log(
    `${name.padEnd(11)} ${String(entries.length).padStart(5)} ${String(before).padStart(8)} ${percent.join('')}`,
  );
}

function printThroughput() {
  console.log('\nkind        lossless      compact   (MB of input per second of CPU time)');
  for (const kind of new Set(cases.map((entry) => entry.kind))) {
    const entries = cases.filter((entry) => entry.kind === kind).map(enlarge);
    const speeds = LEVELS.map((level) =>
      `${megabytesPerSecond(entries, level).toFixed(0)} MB/s`.padStart(12),
    );
    console.log(`${kind.padEnd(10)}${speeds.join(' ')}`);
  }
}

/** Some 256 KB of the same output, as a long result would be. JSON cannot be chained and stays as it is. */
function enlarge(entry) {
  const copies = entry.kind === 'json' ? 1 : Math.ceil(262_144 / entry.text.length);
  return { ...entry, text: entry.text.repeat(copies) };
}

function megabytesPerSecond(entries, level) {
  const size = sum(entries.map(({ text }) => text.length));
  for (let warm = 0; warm < 3; warm += 1) for (const entry of entries) reduce(entry, level);
  const rounds = Math.max(1, Math.ceil(20e6 / size));
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) for (const entry of entries) reduce(entry, level);
  // CPU time, garbage collection included: a busy machine does not change it much.
  const { user, system } = process.cpuUsage(before);
  return (size * rounds) / Math.max(1, user + system);
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
