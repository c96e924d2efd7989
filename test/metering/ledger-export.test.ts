import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../main/metering/csv-line.ts';
import { createLedger } from '../../main/metering/ledger.ts';
import { createMemoryLedgerStore } from '../../main/platform/ledger-store/memory-ledger-store.ts';
import type { LedgerFilter, LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import { createManualClock } from './manual-clock.ts';
import { readCsv } from './read-csv.ts';
import { createRecordedLog } from './recorded-log.ts';
import { rowArbitrary } from './row-arbitrary.ts';
import { sampleRow } from './sample-row.ts';

async function exported(rows: readonly LedgerRow[], format: 'csv' | 'json', filter?: LedgerFilter) {
  const ledger = createLedger({
    store: createMemoryLedgerStore(),
    clock: createManualClock(),
    log: createRecordedLog(),
  });
  for (const row of rows) ledger.record(row);
  const pieces: string[] = [];
  for await (const piece of ledger.export(format, filter)) pieces.push(piece);
  return pieces;
}

function many(count: number): LedgerRow[] {
  return Array.from({ length: count }, (_, n) => sampleRow({ requestId: `req_${n}`, startedAt: n }));
}

describe('the export of the ledger', () => {
  it('as JSON gives every row back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(rowArbitrary, { selector: (row) => row.requestId, maxLength: 20 }),
        async (rows) => {
          const back: unknown = JSON.parse((await exported(rows, 'json')).join(''));
          const byId = (a: LedgerRow, b: LedgerRow) => (a.requestId < b.requestId ? -1 : 1);
          expect(Array.isArray(back) ? back.sort(byId) : back).toEqual([...rows].sort(byId));
        },
      ),
    );
  });

  it('as CSV is one sound record per row under one header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rowArbitrary, { maxLength: 20 }), async (rows) => {
        const [header, ...records] = readCsv((await exported(rows, 'csv')).join(''));
        expect(header?.[0]).toBe('request_id');
        expect(new Set(records.map((record) => record[0]))).toEqual(
          new Set(rows.map((row) => row.requestId)),
        );
      }),
    );
  });

  it('as CSV tells free from unpriced and keeps every billionth', async () => {
    const rows = [0, null, 1].map((costNanoUsd, n) => sampleRow({ requestId: `req_${n}`, costNanoUsd }));
    const [header = [], ...records] = readCsv((await exported(rows, 'csv')).join(''));
    const costs = records.map((record) => record[header.indexOf('cost_usd')]);
    expect(costs.reverse()).toEqual(['0', 'unpriced', '0.000000001']);
  });

  it('as CSV tells what compression saved: nothing, something, or nobody knows', async () => {
    const saved = [
      { savedTokens: 0, savedNanoUsd: 0 },
      { savedTokens: 1_200, savedNanoUsd: 396_000 },
      { savedTokens: 1_200, savedNanoUsd: null },
      { savedTokens: null, savedNanoUsd: null },
    ];
    const rows = saved.map((saving, n) => sampleRow({ requestId: `req_${n}`, ...saving }));
    const [header = [], ...records] = readCsv((await exported(rows, 'csv')).join(''));
    const columns = ['saved_tokens', 'saved_usd'].map((title) => header.indexOf(title));
    expect(records.map((record) => columns.map((column) => record[column])).reverse()).toEqual([
      ['0', '0'],
      ['1200', '0.000396'],
      ['1200', ''],
      ['', ''],
    ]);
  });

  it('comes in pieces, never the whole ledger at once', async () => {
    for (const format of ['csv', 'json'] as const) {
      const pieces = await exported(many(1_700), format);
      expect(pieces.length).toBe(1 + 4 + 1);
    }
  });

  it('is a valid document even when no row fits', async () => {
    expect(JSON.parse((await exported(many(3), 'json', { app: 'nobody' })).join(''))).toEqual([]);
    expect(readCsv((await exported(many(3), 'csv', { app: 'nobody' })).join(''))).toHaveLength(1);
  });
});

describe('a line of CSV', () => {
  it('says what was put in, whatever it was, but for the mark against formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (fields) => {
        const [record = []] = readCsv(csvLine(fields));
        expect(record.map((field, n) => (field === `'${fields[n]}` ? fields[n] : field))).toEqual(fields);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '=HYPERLINK("http://x","y")'])(
    'never begins with a formula: %j',
    (field) => {
      const [[first = ''] = []] = readCsv(csvLine([field]));
      expect(first).toBe(`'${field}`);
    },
  );

  it('leaves numbers alone, negative ones too', () => {
    expect(csvLine([-1.5, null, true, 'a,b', 'c"d'])).toBe('-1.5,,true,"a,b","c""d"\r\n');
  });
});
