import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLedgerStore } from '../../../main/platform/ledger-store/create-ledger-store.ts';
import { openSqlConnection } from '../../../main/platform/ledger-store/sql-connection.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { createRecordedLog } from '../../metering/recorded-log.ts';
import { sampleRow } from '../../metering/sample-row.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ALL = { filter: {}, limit: 1_000 };

function openStore(path: string) {
  const log = createRecordedLog();
  return { log, store: createLedgerStore({ path, clock: createManualClock(), log }) };
}

function manyRows(count: number, prefix = 'req') {
  return Array.from({ length: count }, (_, n) =>
    sampleRow({ requestId: `${prefix}_${n}`, startedAt: 1_700_000_000_000 + n * 1_000 }),
  );
}

describe('the ledger store', () => {
  it('opens nothing before its first call', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const { store } = openStore(path);
    await store.close();
    expect(existsSync(path)).toBe(false);
    expect(store.place).toBe('unopened');
  });

  it('finds its rows again after a restart', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const first = openStore(path);
    await first.store.insert(manyRows(120));
    await first.store.close();
    const second = openStore(path);
    expect(await second.store.list(ALL)).toEqual(manyRows(120).reverse());
    expect(second.log.lines).toEqual([]);
    await second.store.close();
  });

  it('lets two kRouters keep one file', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const [one, two] = [openStore(path), openStore(path)];
    await Promise.all([one.store.insert(manyRows(200, 'a')), two.store.insert(manyRows(200, 'b'))]);
    await Promise.all([one.store.insert(manyRows(200, 'b')), two.store.insert(manyRows(200, 'c'))]);
    expect(await one.store.list(ALL)).toHaveLength(600);
    expect([one.store.place, two.store.place]).toEqual(['file', 'file']);
    await one.store.close();
    await two.store.close();
  });

  it('goes on with a file that a newer kRouter has added a column to', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const first = openStore(path);
    await first.store.insert(manyRows(3));
    await first.store.close();
    const newer = await openSqlConnection(path);
    await newer.run("ALTER TABLE requests ADD COLUMN mood TEXT DEFAULT 'fine'; PRAGMA user_version = 7");
    await newer.close();

    const { store, log } = openStore(path);
    await store.insert(manyRows(5));
    expect(await store.list(ALL)).toHaveLength(5);
    expect(log.lines).toEqual([]);
    await store.close();
  });

  it('gives the space of removed rows back', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const { store } = openStore(path);
    await store.insert(manyRows(4_000));
    const reopened = async () => {
      await store.prune({ before: 0, maxRows: 100, limit: 1_000 });
      return (await store.list(ALL)).length;
    };
    for (let left = 1_000; left > 100; ) left = await reopened();
    await store.close();
    expect(await sizeAfterPruning(path)).toBeLessThan(600_000);
  });

  it('does not block the caller while it works', async () => {
    const { store } = openStore(join(temporaryFolder(), 'ledger.sqlite'));
    for (let n = 0; n < 10; n += 1) await store.insert(manyRows(2_000, `r${n}`));
    let turns = 0;
    let done = false;
    const turn = () => {
      turns += 1;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    const totals = await store.totals({
      filter: {},
      groupBy: ['hour', 'app'],
      utcOffsetMinutes: 0,
      limit: 1_000,
    });
    done = true;
    expect(totals.reduce((sum, total) => sum + total.requests, 0)).toBe(20_000);
    expect(turns).toBeGreaterThan(100);
    await store.close();
  });
});

async function sizeAfterPruning(path: string): Promise<number> {
  return statSync(path).size;
}

describe('the ledger store where no file can be used', () => {
  const places: readonly (readonly [string, (folder: string) => string])[] = [
    [
      'below a file',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'ledger.sqlite');
      },
    ],
    [
      'in the place of a folder',
      (folder) => {
        mkdirSync(join(folder, 'ledger.sqlite'));
        return join(folder, 'ledger.sqlite');
      },
    ],
    ['where nothing can be made', () => '/proc/nowhere/ledger.sqlite'],
  ];

  it.each(places)('(%s) keeps rows in memory, says so once, and goes on', async (_, place) => {
    const { store, log } = openStore(place(temporaryFolder()));
    await store.insert(manyRows(3));
    await store.insert(manyRows(4));
    expect(await store.list(ALL)).toHaveLength(4);
    expect(store.place).toBe('memory');
    expect(log.lines).toEqual([
      'warn: The ledger cannot use its file. Usage is kept in memory and ends with this process.',
    ]);
    await store.close();
  });
});
