import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLedgerStore } from '../../../main/platform/ledger-store/create-ledger-store.ts';
import type { LedgerStore } from '../../../main/platform/ports/ledger-store.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { createRecordedLog } from '../../metering/recorded-log.ts';
import { sampleRow } from '../../metering/sample-row.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ALL = { filter: {}, limit: 5_000 };

function openStore(path: string) {
  const log = createRecordedLog();
  return { log, store: createLedgerStore({ path, clock: createManualClock(), log }) };
}

async function fill(store: LedgerStore, count: number): Promise<void> {
  await store.insert(
    Array.from({ length: count }, (_, n) =>
      sampleRow({ requestId: `req_${n}`, startedAt: 1_700_000_000_000 + n }),
    ),
  );
}

async function closedFile(rows: number): Promise<string> {
  const path = join(temporaryFolder(), 'ledger.sqlite');
  const { store } = openStore(path);
  await fill(store, rows);
  await store.close();
  return path;
}

const PAGE = 4096;

const damages: readonly (readonly [string, (file: Buffer) => Buffer])[] = [
  ['is no database', () => Buffer.from('this is not a database, but someone thought it was\n'.repeat(200))],
  ['has lost its second half', (file) => file.subarray(0, Math.floor(file.length / 2 / PAGE) * PAGE)],
  ['ends inside a page', (file) => file.subarray(0, PAGE * 5 + 100)],
  [
    'has a page of noise',
    (file) => Buffer.concat([file.subarray(0, PAGE * 3), Buffer.alloc(PAGE, 0x5a), file.subarray(PAGE * 4)]),
  ],
  ['has its first page zeroed', (file) => Buffer.concat([Buffer.alloc(PAGE), file.subarray(PAGE)])],
];

describe('a ledger file', () => {
  it.each(damages)('that %s is set aside, a new one begun, and the user told', async (_, damage) => {
    const path = await closedFile(400);
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);

    const { store, log } = openStore(path);
    await store.insert([sampleRow({ requestId: 'req_after' })]);

    expect((await store.list(ALL)).map((row) => row.requestId)).toEqual(['req_after']);
    expect(store.place).toBe('file');
    const aside = `${path}.corrupt-2023-11-14T22-13-20.000Z`;
    expect(readFileSync(aside).equals(damaged)).toBe(true);
    expect(log.lines).toEqual(['warn: The ledger was damaged. It has been set aside and a new one begun.']);
    await store.close();
  });

  it('that is sound is used as it is, whatever noise its journal ends in', async () => {
    const path = await closedFile(50);
    writeFileSync(`${path}-wal`, Buffer.alloc(10_000, 0x37));
    const { store, log } = openStore(path);
    expect(await store.list(ALL)).toHaveLength(50);
    expect(log.lines).toEqual([]);
    await store.close();
  });

  it('that is damaged while in use moves the service to memory and is set aside at the next start', async () => {
    // More than SQLite's cache holds, so that some of it must be read again.
    const path = await closedFile(9_000);
    const running = openStore(path);
    expect(await running.store.list({ filter: { requestId: 'req_3' }, limit: 1 })).toHaveLength(1);
    const file = readFileSync(path);
    file.fill(0x5a, PAGE * 2);
    writeFileSync(path, file);

    await running.store.list(ALL);
    await running.store.insert([sampleRow({ requestId: 'req_later' })]);
    expect(running.store.place).toBe('memory');
    expect((await running.store.list(ALL)).map((row) => row.requestId)).toEqual(['req_later']);
    expect(running.log.lines).toHaveLength(1);
    await running.store.close();

    const next = openStore(path);
    expect(await next.store.list(ALL)).toEqual([]);
    expect(next.store.place).toBe('file');
    expect(readdirSync(join(path, '..')).some((name) => name.startsWith('ledger.sqlite.corrupt-'))).toBe(
      true,
    );
    await next.store.close();
  });

  it('with a broken character in it is read, not choked on', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const { store } = openStore(path);
    const strange = ['half a duck \ud83e', '\udd86 the other half', 'a\u0000b', '🦆'];
    await store.insert(strange.map((model, n) => sampleRow({ requestId: `req_${n}`, model })));
    const models = (await store.list(ALL)).map((row) => row.model).reverse();
    expect(models[0]).toMatch(/^half a duck \uFFFD+$/);
    expect(models[1]).toMatch(/^\uFFFD+ the other half$/);
    expect(models[3]).toBe('🦆');
    expect(
      await store.totals({ filter: {}, groupBy: ['model'], utcOffsetMinutes: 0, limit: 10 }),
    ).toHaveLength(4);
    await store.close();
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner only, journal included', async () => {
    const path = join(temporaryFolder(), 'deep', 'ledger.sqlite');
    const { store } = openStore(path);
    await fill(store, 1);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    await store.close();
  });
});
