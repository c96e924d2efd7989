import { describe, expect, it } from 'vitest';
import { createLedger } from '../../main/metering/ledger.ts';
import { createMemoryLedgerStore } from '../../main/platform/ledger-store/memory-ledger-store.ts';
import type { LedgerRow, LedgerStore } from '../../main/platform/ports/ledger-store.ts';
import { createManualClock } from './manual-clock.ts';
import { createRecordedLog } from './recorded-log.ts';
import { sampleRow } from './sample-row.ts';

const DAY_MS = 86_400_000;

/** A ledger over a store in memory that can be told to refuse, as a full disk does. */
function setUp(retention?: { days?: number; rows?: number }) {
  const clock = createManualClock();
  const log = createRecordedLog();
  const memory = createMemoryLedgerStore(50_000);
  const batches: number[] = [];
  const disk = { full: false };
  const store: LedgerStore = {
    ...memory,
    async insert(rows) {
      if (disk.full) throw new Error('database or disk is full');
      batches.push(rows.length);
      await memory.insert(rows);
    },
  };
  const ledger = createLedger({ store, clock, log, retention });
  return { clock, log, ledger, store, disk, batches };
}

const row = (n: number, changes: Partial<LedgerRow> = {}): LedgerRow =>
  sampleRow({ requestId: `req_${String(n).padStart(6, '0')}`, startedAt: 1_700_000_000_000 + n, ...changes });

const rows = (count: number): LedgerRow[] => Array.from({ length: count }, (_, n) => row(n));

describe('the ledger', () => {
  it('writes a quarter of a second after the first row, all in one batch', async () => {
    const { clock, ledger, batches } = setUp();
    ledger.record(row(1));
    await clock.advance(200);
    ledger.record(row(2));
    expect(batches).toEqual([]);
    await clock.advance(50);
    expect(batches).toEqual([2]);
    expect(ledger.status()).toEqual({ place: 'memory', pending: 0, dropped: 0 });
  });

  it('does not wait once a hundred rows are there, and writes at most five hundred at a time', async () => {
    const { clock, ledger, batches } = setUp();
    for (const each of rows(100)) ledger.record(each);
    await clock.advance(0);
    expect(batches).toEqual([100]);
    for (const each of rows(1_200)) ledger.record(each);
    expect(await ledger.flush()).toBe(true);
    expect(batches).toEqual([100, 500, 500, 200]);
  });

  it('flushes rows that arrive while it writes', async () => {
    const { ledger, batches } = setUp();
    ledger.record(row(1));
    const first = ledger.flush();
    ledger.record(row(2));
    expect(await Promise.all([first, ledger.flush()])).toEqual([true, true]);
    expect(batches).toEqual([1, 1]);
    ledger.record(row(3));
    expect(await ledger.flush()).toBe(true);
    expect(await ledger.query({})).toHaveLength(3);
  });

  it('keeps rows while the disk is full, tries ever more rarely, and loses nothing when room comes', async () => {
    const { clock, ledger, disk, log } = setUp();
    disk.full = true;
    for (const each of rows(150)) ledger.record(each);
    await clock.advance(120_000);
    expect(ledger.status().pending).toBe(150);
    expect(log.lines).toEqual(['warn: The ledger cannot be written. Rows wait in memory.']);
    disk.full = false;
    await clock.advance(30_000);
    expect(ledger.status()).toMatchObject({ pending: 0, dropped: 0 });
    expect(log.lines.at(-1)).toBe('info: The ledger can be written again.');
    expect(await ledger.query({ limit: 500 })).toHaveLength(150);
  });

  it('drops and counts what exceeds ten thousand waiting rows', async () => {
    const { ledger, disk, log } = setUp();
    disk.full = true;
    for (const each of rows(10_250)) ledger.record(each);
    expect(await ledger.flush()).toBe(false);
    expect(ledger.status()).toMatchObject({ pending: 10_000, dropped: 250 });
    await ledger.close();
    expect(ledger.status()).toMatchObject({ pending: 0, dropped: 10_250 });
    expect(log.lines.at(-1)).toBe('warn: The ledger has lost rows.');
  });

  it('stores the rows it has when it closes, and takes none after', async () => {
    const { ledger, store, batches } = setUp();
    ledger.record(row(1));
    await ledger.close();
    expect(batches).toEqual([1]);
    ledger.record(row(2));
    expect(await ledger.flush()).toBe(true);
    expect(ledger.status()).toMatchObject({ pending: 0, dropped: 1 });
    expect(await store.list({ filter: {}, limit: 5 })).toEqual([]);
  });

  it('pages through everything once, newest first, rows of one millisecond included', async () => {
    const { ledger } = setUp();
    for (const each of rows(1_000))
      ledger.record({ ...each, startedAt: 1_700_000_000_000 + (each.startedAt % 7) });
    const seen: LedgerRow[] = [];
    for (let page = await ledger.query({ limit: 90 }); page.length > 0; ) {
      seen.push(...page);
      page = await ledger.query({ limit: 90, after: page.at(-1) });
    }
    expect(new Set(seen.map((each) => each.requestId)).size).toBe(1_000);
    expect(seen).toHaveLength(1_000);
    const times = seen.map((each) => each.startedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('finds one request by its id', async () => {
    const { ledger } = setUp();
    for (const each of rows(10)) ledger.record(each);
    expect(await ledger.get('req_000004')).toEqual(row(4));
    expect(await ledger.get('req_404')).toBeUndefined();
  });

  it('adds up with percentiles by nearest rank and unpriced requests apart', async () => {
    const { ledger } = setUp();
    for (let n = 1; n <= 100; n += 1) {
      ledger.record(
        row(n, { ttftMs: n, costNanoUsd: n > 90 ? null : 1_000, outcome: n > 98 ? 'error' : 'ok' }),
      );
    }
    const [total] = await ledger.totals({});
    expect(total).toMatchObject({
      keys: [],
      requests: 100,
      ok: 98,
      errors: 2,
      costNanoUsd: 90_000,
      unpriced: 10,
      ttftMs: { p50: 50, p95: 95, p99: 99 },
    });
    expect(await ledger.totals({ filter: { app: 'nobody' } })).toEqual([]);
  });

  it('cuts days where the user lives', async () => {
    const { ledger } = setUp();
    const midnightUtc = Date.UTC(2026, 0, 2);
    ledger.record(row(1, { startedAt: midnightUtc - 1 }));
    ledger.record(row(2, { startedAt: midnightUtc }));
    const days = async (utcOffsetMinutes: number) =>
      (await ledger.totals({ groupBy: ['day'], utcOffsetMinutes })).map((day) => [day.keys[0], day.requests]);
    expect(await days(0)).toEqual([
      [midnightUtc - DAY_MS, 1],
      [midnightUtc, 1],
    ]);
    expect(await days(60)).toEqual([[midnightUtc - 3_600_000, 2]]);
  });

  it('removes what is too old, in small steps, and then rests for a minute', async () => {
    const { clock, ledger } = setUp({ days: 30 });
    for (let n = 0; n < 1_300; n += 1) ledger.record(row(n, { startedAt: clock.now() - 31 * DAY_MS + n }));
    for (let n = 2_000; n < 2_005; n += 1) ledger.record(row(n));
    await ledger.flush();
    const left = async () => (await ledger.totals({}))[0]?.requests;
    await clock.advance(100);
    expect(await left()).toBe(805);
    await clock.advance(300);
    expect(await left()).toBe(5);
    expect(clock.timers).toBe(0);
    ledger.record(row(1, { startedAt: 0 }));
    await clock.advance(30_000);
    expect(await left()).toBe(6);
    await clock.advance(30_001);
    ledger.record(row(3_000));
    await clock.advance(1_000);
    expect(await left()).toBe(6);
  });

  it('keeps only so many of the newest', async () => {
    const { clock, ledger } = setUp({ rows: 50 });
    for (const each of rows(600)) ledger.record(each);
    await clock.advance(5_000);
    const kept = await ledger.query({ limit: 500 });
    expect(kept.map((each) => each.requestId)).toEqual(
      rows(600)
        .slice(550)
        .reverse()
        .map((each) => each.requestId),
    );
  });
});
