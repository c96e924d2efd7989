import { afterEach, describe, expect, it } from 'vitest';
import { ask, CALLERS, member, STREAMED } from './callers.ts';
import { closeEngines, KEY, PAIR, pairOf, type RunningEngine, SONNET, startEngine } from './start-engine.ts';

afterEach(closeEngines);

describe('the ledger', () => {
  it('has one row for each request, whatever became of it', async () => {
    const engine = await startEngine();
    const ids: (string | null)[] = [];
    for (const caller of CALLERS) {
      ids.push((await ask(engine, caller)).requestId);
      ids.push((await ask(engine, caller, { model: 'gpt-4o' })).requestId);
    }
    await pairOf(engine)[0].fault({ kind: 'http-error', error: 'ValidationException' });
    for (const caller of CALLERS) ids.push((await ask(engine, caller)).requestId);

    const rows = await engine.krouter.metering.ledger.query({ limit: 500 });
    expect(rows.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
    expect(rows.filter(({ outcome }) => outcome === 'ok')).toHaveLength(4);
    expect(rows.filter(({ errorCode }) => errorCode === 'model_not_found')).toHaveLength(4);
    expect(rows.filter(({ errorCode }) => errorCode === 'invalid_request')).toHaveLength(4);
    for (const row of rows) expect(row.durationMs).toBeGreaterThanOrEqual(0);
  });

  it.each(CALLERS)('$name: tells who asked what, who answered, how fast and for how much', async (caller) => {
    const engine = await startEngine();
    const began = Date.now();
    const { requestId } = await ask(engine, caller, {
      headers: { 'user-agent': 'claude-cli/2.1.0 (external, cli)' },
    });
    const row = await engine.row(requestId);
    expect(row).toMatchObject({
      dialect: caller.dialect === 'openai' ? 'openai-chat' : 'anthropic',
      app: expect.stringMatching(/claude/),
      model: PAIR,
      provider: 'bedrock-us-east-1',
      providerType: 'bedrock',
      region: 'us-east-1',
      upstreamModel: `us.${SONNET}`,
      scope: 'geo',
      attempts: 1,
      failovers: 0,
      status: 200,
      outcome: 'ok',
      errorCode: null,
      streamed: caller.stream,
      usageEstimated: false,
    });
    expect(row.costNanoUsd).toBeGreaterThan(0);
    expect(row.ttftMs).toBeGreaterThan(0);
    expect(row.durationMs).toBeGreaterThanOrEqual(row.ttftMs ?? 0);
    expect(row.startedAt).toBeGreaterThanOrEqual(began - 1);
    expect(row.startedAt).toBeLessThanOrEqual(Date.now());
  });

  it('tells why the request went where it went', async () => {
    const engine = await startEngine();
    await pairOf(engine)[0].fault({ kind: 'http-error', error: 'ServiceUnavailableException' });
    const { requestId, headers } = await ask(engine, STREAMED[0] ?? fail());
    const decision: unknown = JSON.parse((await engine.row(requestId)).decision ?? '');
    expect(decision).toMatchObject({
      asked: PAIR,
      kind: 'combo',
      chosen: `bedrock-us-west-2/us.${SONNET}`,
      attempts: [
        { provider: 'bedrock-us-east-1', error: { code: 'overloaded', upstream: { status: 503 } } },
        { provider: 'bedrock-us-west-2' },
      ],
    });
    const shown: unknown = JSON.parse(headers.get('x-krouter-decision') ?? '');
    expect(member(shown, 'chosen')).toBe(`bedrock-us-west-2/us.${SONNET}`);
  });

  it('holds no word of what was asked or answered, and neither does the log', async () => {
    const engine = await startEngine();
    const words = { question: 'ZANZIBARQUESTION', answer: 'KILIMANJAROANSWER', system: 'SERENGETISYSTEM' };
    for (const caller of CALLERS) {
      const system = caller.dialect === 'anthropic' ? { system: words.system } : {};
      await ask(engine, caller, {
        text: `${words.question} say exactly: ${words.answer}`,
        body: { ...system, metadata: { user_id: 'u1' } },
      });
      await pairOf(engine)[0].fault({ kind: 'cut', how: 'reset', after: 3, times: 1 });
      await ask(engine, caller, { text: `${words.question} say exactly: ${words.answer} and more and more` });
      await ask(engine, caller, { model: 'gpt-4o', text: words.question });
    }
    const rows = await engine.krouter.metering.ledger.query({ limit: 500 });
    expect(rows).toHaveLength(12);
    const kept = JSON.stringify(rows) + engine.logLines.join('');
    for (const word of Object.values(words)) expect(kept).not.toContain(word);
  });

  it('adds up: totals, the metrics and the rows agree', async () => {
    const engine = await startEngine();
    for (const caller of CALLERS) await ask(engine, caller, { text: 'count to 25' });
    const { ledger } = engine.krouter.metering;
    const rows = await ledger.query({});
    const [total] = await ledger.totals({});
    const sum = (pick: (row: (typeof rows)[number]) => number | null) =>
      rows.reduce((all, row) => all + (pick(row) ?? 0), 0);
    expect(total).toMatchObject({
      requests: 4,
      outputTokens: 100,
      inputTokens: sum((row) => row.inputTokens),
      costNanoUsd: sum((row) => row.costNanoUsd),
    });
    const metrics = await metricsOf(engine);
    expect(sumOf(metrics, 'krouter_requests_total')).toBe(4);
    expect(sumOf(metrics, 'krouter_tokens_total', 'krouter_token_kind="output"')).toBe(100);
  });
});

async function metricsOf({ url }: RunningEngine): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: { 'x-api-key': KEY } });
  return response.text();
}

/** The sum over all labels, or over those that hold a text. */
function sumOf(metrics: string, name: string, label = ''): number {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function fail(): never {
  throw new Error('no such caller');
}
