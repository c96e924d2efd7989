import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../../main/platform/ledger-store/memory-ledger-store.ts';
import { openLedgerFile } from '../../../main/platform/ledger-store/open-ledger-file.ts';
import { createSqliteLedgerStore } from '../../../main/platform/ledger-store/sqlite-ledger-store.ts';
import type {
  LedgerFilter,
  LedgerGroup,
  LedgerRow,
  LedgerStore,
} from '../../../main/platform/ports/ledger-store.ts';
import { rowArbitrary } from '../../metering/row-arbitrary.ts';
import { sampleRow } from '../../metering/sample-row.ts';
import { temporaryFolder } from './temporary-folder.ts';

const START = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const FAR = { before: Number.MAX_SAFE_INTEGER, maxRows: 0, limit: 100_000 };

/** Mostly absent: a filter of many conditions lets nothing through. */
const given = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const time = fc.nat({ max: 7 * DAY_MS }).map((ms) => START + ms);

const filterArbitrary: fc.Arbitrary<LedgerFilter> = fc.record({
  from: given(time),
  to: given(time),
  requestId: given(fc.constantFrom('req_1', 'req_2')),
  app: given(fc.constantFrom("o'hara; --", 'Ünïcode "app"', 'codex')),
  dialect: given(fc.constantFrom('anthropic', 'gemini')),
  errorCode: given(fc.constant('rate_limited')),
  model: given(fc.constantFrom('mädchen-☃-🦆', 'claude-sonnet-4-6')),
  outcome: given(fc.constantFrom('ok' as const, 'error' as const)),
  provider: given(fc.constant('anthropic')),
  region: given(fc.constant('eu-west-1')),
  sessionId: given(fc.constant('s1')),
  upstreamModel: given(fc.constant('arn:aws:bedrock:x')),
  search: given(fc.constantFrom('REQ_1', "O'HARA", 'limited', '%', '_5')),
});

const groupArbitrary = fc.constantFrom<LedgerGroup>(
  'hour',
  'day',
  'app',
  'dialect',
  'errorCode',
  'model',
  'outcome',
  'provider',
  'region',
  'sessionId',
  'upstreamModel',
);

async function openSqlite(): Promise<LedgerStore> {
  return createSqliteLedgerStore(await openLedgerFile(join(temporaryFolder(), 'ledger.sqlite')));
}

async function fill(store: LedgerStore, rows: readonly LedgerRow[]): Promise<LedgerStore> {
  await store.prune(FAR);
  await store.insert(rows.slice(0, rows.length / 2));
  await store.insert(rows.slice(rows.length / 2));
  return store;
}

describe('the ledger in SQLite and the ledger in memory', () => {
  it('give the same pages and totals for any rows, filters and groups', async () => {
    const sqlite = await openSqlite();
    let listedRows = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowArbitrary, { maxLength: 60 }),
        filterArbitrary,
        fc.array(groupArbitrary, { maxLength: 2 }),
        fc.constantFrom(0, 60, -480, 330),
        async (rows, filter, groupBy, utcOffsetMinutes) => {
          await fill(sqlite, rows);
          const memory = await fill(createMemoryLedgerStore(), rows);
          const page = { filter, limit: 7 };
          const listed = await sqlite.list(page);
          expect(listed).toEqual(await memory.list(page));
          listedRows += listed.length;
          const after = listed.at(-1);
          if (after !== undefined) {
            expect(await sqlite.list({ ...page, after })).toEqual(await memory.list({ ...page, after }));
          }
          const totals = { filter, groupBy, utcOffsetMinutes, limit: 5 };
          const whole = await sqlite.totals(totals);
          expect(whole).toEqual(await memory.totals(totals));
          const sums = { ...totals, percentiles: false };
          const bare = whole.map((total) => ({
            ...total,
            ttftMs: null,
            durationMs: null,
            tokensPerSecond: null,
          }));
          expect(await sqlite.totals(sums)).toEqual(bare);
          expect(await memory.totals(sums)).toEqual(bare);
        },
      ),
      { numRuns: 150 },
    );
    expect(listedRows).toBeGreaterThan(150);
    await sqlite.close();
  });

  it('remove the same rows, the oldest first and no more than asked', async () => {
    const sqlite = await openSqlite();
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowArbitrary, { maxLength: 60 }),
        time,
        fc.nat({ max: 30 }),
        fc.nat({ max: 20 }),
        async (rows, before, maxRows, limit) => {
          await fill(sqlite, rows);
          const memory = await fill(createMemoryLedgerStore(), rows);
          const step = { before, maxRows, limit };
          expect(await sqlite.prune(step)).toBe(await memory.prune(step));
          const all = { filter: {}, limit: 1000 };
          expect(await sqlite.list(all)).toEqual(await memory.list(all));
        },
      ),
      { numRuns: 60 },
    );
    await sqlite.close();
  });

  it('keep the first row of an id and every field of it', async () => {
    const sqlite = await openSqlite();
    for (const store of [sqlite, createMemoryLedgerStore()]) {
      await store.insert([sampleRow(), sampleRow({ costNanoUsd: 1 })]);
      await store.insert([sampleRow({ outcome: 'error' })]);
      expect(await store.list({ filter: {}, limit: 10 })).toEqual([sampleRow()]);
      await store.close();
    }
  });
});

describe('the ledger in memory', () => {
  it('holds the newest rows up to its capacity', async () => {
    const store = createMemoryLedgerStore(3);
    for (let n = 1; n <= 5; n += 1)
      await store.insert([sampleRow({ requestId: `req_${n}`, startedAt: START + n })]);
    const ids = (await store.list({ filter: {}, limit: 10 })).map((row) => row.requestId);
    expect(ids).toEqual(['req_5', 'req_4', 'req_3']);
  });
});
