import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLedgerStore } from '../../../main/platform/ledger-store/create-ledger-store.ts';
import { openSqlConnection } from '../../../main/platform/ledger-store/sql-connection.ts';
import type { LedgerRow } from '../../../main/platform/ports/ledger-store.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { createRecordedLog } from '../../metering/recorded-log.ts';
import { sampleRow } from '../../metering/sample-row.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The file as kRouter wrote it before it metered savings. */
const VERSION_1 = `CREATE TABLE requests (
    requestId TEXT PRIMARY KEY NOT NULL, startedAt INTEGER NOT NULL, dialect TEXT NOT NULL, app TEXT NOT NULL,
    sessionId TEXT, model TEXT NOT NULL, provider TEXT, providerType TEXT, region TEXT, upstreamModel TEXT, scope TEXT,
    attempts INTEGER NOT NULL, failovers INTEGER NOT NULL, decision TEXT, status INTEGER NOT NULL,
    outcome TEXT NOT NULL, errorCode TEXT, inputTokens INTEGER, cacheReadTokens INTEGER, cacheWriteTokens INTEGER,
    cacheWrite1hTokens INTEGER, outputTokens INTEGER, reasoningTokens INTEGER, usageEstimated INTEGER NOT NULL,
    costNanoUsd INTEGER, ttftMs REAL, durationMs REAL NOT NULL, tokensPerSecond REAL, streamed INTEGER NOT NULL,
    warnings TEXT, charsBefore INTEGER, charsAfter INTEGER);
  CREATE INDEX requestsByTime ON requests (startedAt, requestId);
  PRAGMA user_version = 1;`;

const oldRow = (id: string): string => `INSERT INTO requests
  (requestId, startedAt, dialect, app, model, attempts, failovers, status, outcome, inputTokens, usageEstimated,
   costNanoUsd, durationMs, streamed, charsBefore, charsAfter)
  VALUES ('${id}', 1699999999000, 'anthropic', 'codex', 'm', 1, 0, 200, 'ok', 10, 0, 30000, 5, 1, 900, 300);`;

async function run(path: string, sql: string): Promise<void> {
  const connection = await openSqlConnection(path);
  await connection.run(sql);
  await connection.close();
}

async function rowsOf(path: string, added: readonly LedgerRow[]) {
  const log = createRecordedLog();
  const store = createLedgerStore({ path, clock: createManualClock(), log });
  await store.insert(added);
  const rows = await store.list({ filter: {}, limit: 100 });
  const [total] = await store.totals({ filter: {}, groupBy: [], utcOffsetMinutes: 0, limit: 1 });
  await store.close();
  expect(log.lines).toEqual([]);
  return { rows, total };
}

describe('a ledger file from before savings were metered', () => {
  it('keeps its rows, which know nothing of savings, and takes new ones that do', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    await run(path, VERSION_1 + oldRow('req_old'));
    const { rows, total } = await rowsOf(path, [sampleRow()]);
    expect(rows.map(({ requestId }) => requestId)).toEqual(['req_1', 'req_old']);
    expect(rows[0]).toEqual(sampleRow());
    expect(rows[1]).toMatchObject({
      charsBefore: 900,
      charsAfter: 300,
      savedTokens: null,
      savedNanoUsd: null,
    });
    expect(total).toMatchObject({ requests: 2, savedTokens: 8_400, savedNanoUsd: 3_210_987 });
    expect(total?.durationMs).not.toBeNull();
  });

  it('can still be written by the older kRouter once the newer one has opened it', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    await run(path, VERSION_1 + oldRow('req_old'));
    await rowsOf(path, []);
    await run(path, oldRow('req_older_still_running'));
    const { rows } = await rowsOf(path, [sampleRow()]);
    expect(rows).toHaveLength(3);
  });
});
