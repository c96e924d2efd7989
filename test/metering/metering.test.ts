import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetering } from '../../main/metering/metering.ts';
import { createLedgerStore } from '../../main/platform/ledger-store/create-ledger-store.ts';
import { temporaryFolder } from '../platform/ledger-store/temporary-folder.ts';
import { createManualClock } from './manual-clock.ts';
import { readMetrics } from './read-metrics.ts';
import { createRecordedLog } from './recorded-log.ts';

const MODEL = {
  id: 'global.anthropic.claude-opus-5',
  baseId: 'anthropic.claude-opus-5',
  displayName: 'Claude Opus 5',
  scope: 'global',
  geography: 'global',
} as const;

describe('metering', () => {
  it('follows requests from the live meter to the ledger on disk and the metrics', async () => {
    const clock = createManualClock();
    const log = createRecordedLog();
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const open = () =>
      createMetering({
        store: createLedgerStore({ path, clock, log }),
        clock,
        log,
        priceOverrides: () => ({ 'claude-opus-5': { input: 4, output: 20 } }),
      });
    const metering = open();
    for (let n = 0; n < 300; n += 1) {
      const meter = metering.begin({
        requestId: `req_${n}`,
        dialect: 'openai-chat',
        model: 'claude-opus-5',
        stream: true,
        app: 'openai-python',
        sessionId: null,
      });
      meter.attempt({
        provider: 'bedrock-us-east-1',
        providerType: 'bedrock',
        region: 'us-east-1',
        model: MODEL,
      });
      meter.see({ type: 'start', dialect: 'anthropic', usage: { inputTokens: 10 } });
      meter.see({ type: 'text-delta', index: 0, text: 'hello' });
      if (n === 299) break;
      meter.see({ type: 'finish', stopReason: 'end_turn', usage: { outputTokens: 2 } });
      meter.finish({ outcome: 'ok', status: 200 });
      meter.finish({ outcome: 'cancelled', status: 499 });
    }
    expect(metering.live.list().map((meter) => meter.requestId)).toEqual(['req_299']);
    const metrics = readMetrics(metering.renderMetrics());
    expect(metrics.get('krouter_requests_total')?.samples.map((sample) => sample.value)).toEqual([299]);
    expect(metrics.get('krouter_requests_in_flight')?.samples.map((sample) => sample.value)).toEqual([1]);
    await metering.close();

    const next = open();
    const [total] = await next.ledger.totals({ groupBy: ['provider'] });
    expect(total).toMatchObject({
      keys: ['bedrock-us-east-1'],
      requests: 299,
      ok: 299,
      outputTokens: 598,
      costNanoUsd: 299 * (10 * 4_000 + 2 * 20_000),
    });
    await next.close();
    expect(log.lines).toEqual([]);
  });
});
