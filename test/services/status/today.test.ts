import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../main/metering/ledger.ts';
import { createMemoryLedgerStore } from '../../../main/platform/ledger-store/memory-ledger-store.ts';
import type { LedgerRow } from '../../../main/platform/ports/ledger-store.ts';
import { createToday } from '../../../main/services/status/today.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { createRecordedLog } from '../../metering/recorded-log.ts';
import { sampleRow } from '../../metering/sample-row.ts';

const NOON = new Date(2026, 10, 22, 12).getTime();
let last = 0;

function open() {
  const clock = createManualClock(NOON);
  const ledger = createLedger({ store: createMemoryLedgerStore(), clock, log: createRecordedLog() });
  const today = createToday(ledger, () => clock.now());
  const finish = (changes: Partial<LedgerRow> = {}) => {
    last += 1;
    const row = sampleRow({
      requestId: `req_${last}`,
      startedAt: clock.now(),
      inputTokens: 100,
      cacheReadTokens: 10,
      cacheWriteTokens: 5,
      outputTokens: 1,
      costNanoUsd: 1_000_000,
      ...changes,
    });
    ledger.record(row);
    today.add(row);
  };
  return { clock, today, finish };
}

describe("today's usage", () => {
  it('is what the ledger holds since midnight', async () => {
    const { today, finish } = open();
    finish({ startedAt: NOON - 24 * 3_600_000 });
    finish();
    expect(await today.read()).toEqual({ tokens: 116, costUsd: 0.001, unpriced: 0 });
  });

  it('counts each request once, whether it came before or after the first look', async () => {
    const { today, finish } = open();
    finish();
    const first = today.read();
    finish();
    await first;
    finish({ costNanoUsd: null });
    expect(await today.read()).toEqual({ tokens: 348, costUsd: 0.002, unpriced: 1 });
  });

  it('begins anew at midnight', async () => {
    const { clock, today, finish } = open();
    finish();
    await today.read();
    await clock.advance(12 * 3_600_000);
    finish();
    expect(await today.read()).toMatchObject({ tokens: 116 });
  });
});
