import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { Usage } from '../../main/core/usage.ts';
import type { MeteredAttempt } from '../../main/metering/meter-state.ts';
import { priceFor } from '../../main/metering/prices.ts';
import { createRequestMeter } from '../../main/metering/request-meter.ts';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import { createManualClock } from './manual-clock.ts';

const TARGET: MeteredAttempt = {
  provider: 'bedrock-eu-west-1',
  providerType: 'bedrock',
  region: 'eu-west-1',
  model: {
    id: 'eu.anthropic.claude-sonnet-4-6',
    baseId: 'anthropic.claude-sonnet-4-6',
    displayName: 'Claude Sonnet 4.6',
    scope: 'geo',
    geography: 'eu',
  },
};

function open(model = 'claude-sonnet-4-6') {
  const clock = createManualClock();
  const rows: LedgerRow[] = [];
  const request = {
    requestId: 'req_1',
    dialect: 'anthropic' as const,
    model,
    stream: true,
    app: 'claude-code',
    sessionId: 's1',
  };
  const meter = createRequestMeter(request, {
    clock,
    priceOf: (target) => priceFor(target),
    onFinish: (row) => rows.push(row),
  });
  return { clock, meter, rows };
}

const start = (usage: Usage): ChatEvent => ({ type: 'start', dialect: 'anthropic', usage });
const text = (length: number): ChatEvent => ({ type: 'text-delta', index: 0, text: 'x'.repeat(length) });
const finish = (usage: Usage): ChatEvent => ({ type: 'finish', stopReason: 'end_turn', usage });
const block: ChatEvent = { type: 'block-start', index: 0, block: { type: 'text', text: '' } };

describe('the meter of a request', () => {
  it('makes a row of a whole answer: tokens, cost, time to first token, speed', async () => {
    const { clock, meter, rows } = open();
    meter.decide('{"why":"fastest"}');
    meter.warn([{ code: 'dropped', param: 'top_k', detail: 'never kept' }]);
    meter.attempt({ ...TARGET, compressed: { before: 900, after: 300, sent: () => 6_000 } });
    await clock.advance(400);
    meter.see(start({ inputTokens: 1_000, cacheReadTokens: 20_000, cacheWriteTokens: 100, outputTokens: 1 }));
    await clock.advance(100);
    meter.see(block);
    meter.see(text(700));
    await clock.advance(2_000);
    meter.see({ type: 'block-stop', index: 0 });
    meter.see(finish({ outputTokens: 150, reasoningTokens: 40 }));
    const row = meter.finish({ outcome: 'ok', status: 200 });

    expect(row).toEqual({
      requestId: 'req_1',
      startedAt: 1_700_000_000_000,
      dialect: 'anthropic',
      app: 'claude-code',
      sessionId: 's1',
      model: 'claude-sonnet-4-6',
      provider: 'bedrock-eu-west-1',
      providerType: 'bedrock',
      region: 'eu-west-1',
      upstreamModel: 'eu.anthropic.claude-sonnet-4-6',
      scope: 'geo',
      attempts: 1,
      failovers: 0,
      decision: '{"why":"fastest"}',
      status: 200,
      outcome: 'ok',
      errorCode: null,
      inputTokens: 1_000,
      cacheReadTokens: 20_000,
      cacheWriteTokens: 100,
      cacheWrite1hTokens: null,
      outputTokens: 150,
      reasoningTokens: 40,
      usageEstimated: false,
      // 1,000 x 3.30 + 20,000 x 0.33 + 100 x 4.125 + 150 x 16.50 dollars per million
      costNanoUsd: 3_300_000 + 6_600_000 + 412_500 + 2_475_000,
      ttftMs: 500,
      durationMs: 2_500,
      tokensPerSecond: 75,
      streamed: true,
      warnings: ['dropped:top_k'],
      charsBefore: 900,
      charsAfter: 300,
      // 600 of 6,000 characters are a tenth of 21,100 tokens, which paid 0.0103125 dollars
      savedTokens: 2_110,
      savedNanoUsd: 1_031_250,
    });
    expect(rows).toEqual([row]);
  });

  it('shows a guess while the answer streams and the report once it has come', async () => {
    const { clock, meter } = open();
    expect(meter.live()).toMatchObject({ phase: 'waiting', attempts: 0, outputTokens: 0, estimated: false });
    meter.attempt(TARGET);
    meter.see(start({ inputTokens: 5, outputTokens: 2 }));
    await clock.advance(250);
    expect(meter.live()).toMatchObject({ phase: 'waiting', elapsedMs: 250, provider: 'bedrock-eu-west-1' });
    meter.see(block);
    meter.see(text(350));
    meter.see({ type: 'thinking-delta', index: 0, thinking: 'y'.repeat(35) });
    meter.see({ type: 'arguments-delta', index: 0, json: '{"a":1} '.repeat(5).slice(0, 35) });
    await clock.advance(1_000);
    expect(meter.live()).toMatchObject({
      phase: 'streaming',
      ttftMs: 250,
      outputTokens: 120,
      estimated: true,
      tokensPerSecond: 120,
    });
    meter.see(finish({ outputTokens: 90 }));
    expect(meter.live()).toMatchObject({ outputTokens: 90, estimated: false, tokensPerSecond: 90 });
  });

  it('keeps what was reported when the stream breaks, with the output guessed and marked', async () => {
    const { clock, meter } = open();
    meter.attempt(TARGET);
    meter.see(start({ inputTokens: 1_000, outputTokens: 1 }));
    meter.see(block);
    meter.see(text(3_500));
    await clock.advance(4_000);
    meter.see({ type: 'error', error: new AppError({ code: 'upstream_error', message: 'cut off' }) });
    expect(meter.finish({ outcome: 'error', status: 200 })).toMatchObject({
      outcome: 'error',
      errorCode: 'upstream_error',
      inputTokens: 1_000,
      outputTokens: 1_000,
      usageEstimated: true,
      costNanoUsd: 1_000 * 3_300 + 1_000 * 16_500,
      tokensPerSecond: 250,
    });
  });

  it('books a hang-up before the first content without inventing tokens', () => {
    const { meter } = open();
    meter.attempt(TARGET);
    expect(meter.finish({ outcome: 'cancelled', status: 499, errorCode: 'cancelled' })).toMatchObject({
      outcome: 'cancelled',
      status: 499,
      errorCode: 'cancelled',
      inputTokens: null,
      outputTokens: null,
      usageEstimated: false,
      costNanoUsd: 0,
      ttftMs: null,
      tokensPerSecond: null,
    });
  });

  it('forgets what a failed attempt reported and counts only moves to another target', () => {
    const { meter } = open();
    meter.attempt(TARGET);
    meter.see(start({ inputTokens: 7, cacheReadTokens: 9 }));
    meter.attempt(TARGET);
    meter.attempt({ ...TARGET, provider: 'bedrock-us-east-1', region: 'us-east-1' });
    meter.see(start({ inputTokens: 8 }));
    meter.see(finish({ outputTokens: 1 }));
    expect(meter.finish({ outcome: 'ok', status: 200 })).toMatchObject({
      attempts: 3,
      failovers: 1,
      region: 'us-east-1',
      inputTokens: 8,
      cacheReadTokens: null,
    });
  });

  it('meters savings at the target that answered: none where the request was sent as it came', () => {
    const compressed = { before: 900, after: 300, sent: () => 6_000 };
    const [plain, reduced] = [TARGET, { ...TARGET, provider: 'bedrock-us-east-1', compressed }];
    const rowAfter = (...targets: readonly MeteredAttempt[]) => {
      const { meter } = open();
      for (const target of targets) meter.attempt(target);
      meter.see(start({ inputTokens: 1_000 }));
      meter.see(finish({ outputTokens: 1 }));
      return meter.finish({ outcome: 'ok', status: 200 });
    };
    expect(rowAfter(plain, reduced)).toMatchObject({ charsBefore: 900, charsAfter: 300, savedTokens: 100 });
    expect(rowAfter(reduced, plain)).toMatchObject({ charsBefore: null, savedTokens: 0, savedNanoUsd: 0 });
  });

  it('knows no savings where no input was reported', () => {
    const { meter } = open();
    meter.attempt({ ...TARGET, compressed: { before: 900, after: 300, sent: () => 6_000 } });
    expect(meter.finish({ outcome: 'error', status: 502 })).toMatchObject({
      charsBefore: 900,
      savedTokens: null,
      savedNanoUsd: null,
    });
  });

  it('says unpriced, not free, for a model without a price or an answer without a count', () => {
    const unknown = open();
    unknown.meter.attempt({ ...TARGET, model: { ...TARGET.model, baseId: 'acme.llm-9' } });
    unknown.meter.see(start({ inputTokens: 1 }));
    unknown.meter.see(finish({ outputTokens: 1 }));
    expect(unknown.meter.finish({ outcome: 'ok', status: 200 }).costNanoUsd).toBeNull();

    const silent = open();
    silent.meter.attempt(TARGET);
    silent.meter.see({ type: 'start', dialect: 'anthropic' });
    silent.meter.see(text(10));
    silent.meter.see(finish({}));
    expect(silent.meter.finish({ outcome: 'ok', status: 200 }).costNanoUsd).toBeNull();
  });

  it('counts only its first end', () => {
    const { meter, rows } = open();
    const first = meter.finish({ outcome: 'cancelled', status: 499 });
    expect(meter.finish({ outcome: 'ok', status: 200 })).toBe(first);
    expect(rows).toHaveLength(1);
  });

  it('keeps no text of the request: names are cut and cleaned, details and long decisions left out', () => {
    const { meter } = open(`evil\u0000\n\ud83e${'m'.repeat(5_000)}`);
    meter.warn([{ code: 'changed', param: 'messages[0].content', detail: 'my secret prompt' }]);
    meter.decide(`"${'d'.repeat(20_000)}"`);
    const row = meter.finish({ outcome: 'error', status: 400, errorCode: 'invalid_request' });
    expect(row.model).toBe(`evil\uFFFD\uFFFD\uFFFD${'m'.repeat(249)}`);
    expect(row.decision).toBeNull();
    expect(JSON.stringify(row)).not.toContain('secret');
  });

  it('does not read the clock for a delta after the first', () => {
    const { meter } = open();
    let reads = 0;
    const counted = createRequestMeter(
      { requestId: 'r', dialect: 'ollama', model: 'm', stream: true, app: 'a', sessionId: null },
      {
        clock: {
          now: () => 0,
          monotonic: () => {
            reads += 1;
            return reads;
          },
          after: () => () => undefined,
        },
        priceOf: () => undefined,
        onFinish: () => undefined,
      },
    );
    for (let n = 0; n < 1_000; n += 1) counted.see(text(1));
    expect(reads).toBe(2);
    expect(meter.revision).toBe(0);
    expect(counted.revision).toBe(1_000);
  });
});
