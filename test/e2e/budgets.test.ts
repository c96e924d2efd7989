import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../contract/live-event.ts';
import {
  type ConfigInput,
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  SONNET,
  startEngine,
  until,
} from './start-engine.ts';

afterEach(closeEngines);

/** One answer spends it: the smallest costs some ten thousandths of a dollar. */
const SPENT_AT_ONCE = 0.000_01;
const MESSAGES = [{ role: 'user' as const, content: 'say exactly: All is well.' }];
const ASK = { model: PAIR, messages: MESSAGES };
const MESSAGE = { model: PAIR, max_tokens: 100, messages: MESSAGES };

type Budget = NonNullable<ConfigInput['budgets']>[number];

const stopping = (more: Partial<Budget> = {}): Budget => ({
  id: 'team',
  limitUsd: SPENT_AT_ONCE,
  period: 'month',
  stop: true,
  ...more,
});

const start = (budgets: Budget[], tokenDelayMs = 0): Promise<RunningEngine> =>
  startEngine({ config: () => ({ budgets }), simulator: { tokenDelayMs } });

const sent = ({ regions }: RunningEngine) => regions.flatMap((region) => invocations(region)).length;

describe('a budget that is spent refuses what follows', () => {
  it.each([false, true])(
    'in the OpenAI SDK (streamed: %s) as its own error, without a retry',
    async (stream) => {
      const engine = await start([stopping()]);
      const client = engine.openai({ maxRetries: 3 });
      await client.chat.completions.create(ASK);
      const error = await caught(client.chat.completions.create({ ...ASK, stream }));
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
      expect(error).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
      expectWords(error);
      expect(sent(engine)).toBe(1);
      const rows = await engine.krouter.metering.ledger.query({});
      expect(rows.map(({ errorCode, status, costNanoUsd }) => [errorCode, status, costNanoUsd])).toEqual([
        ['billing', 429, 0],
        [null, 200, rows[1]?.costNanoUsd],
      ]);
      expect(rows[0]?.decision).toContain('"lead":"none"');
    },
  );

  it.each([false, true])(
    'in the Anthropic SDK (streamed: %s) as its own error, without a retry',
    async (stream) => {
      const engine = await start([stopping()]);
      const client = engine.anthropic({ maxRetries: 3 });
      await client.messages.create(MESSAGE);
      const error = await caught(client.messages.create({ ...MESSAGE, stream }));
      expect(error).toBeInstanceOf(Anthropic.APIError);
      expect(error).toMatchObject({ status: 402, type: 'billing_error' });
      expectWords(error);
      expect(sent(engine)).toBe(1);
      expect(await engine.krouter.metering.ledger.query({})).toHaveLength(2);
    },
  );

  it('in the Responses API as well', async () => {
    const engine = await start([stopping()]);
    const client = engine.openai({ maxRetries: 3 });
    await client.responses.create({ model: PAIR, input: 'Hi' });
    const error = await caught(client.responses.create({ model: PAIR, input: 'Hi' }));
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expectWords(error);
    expect(sent(engine)).toBe(1);
  });

  it('but still counts tokens, which costs nothing', async () => {
    const engine = await start([stopping()]);
    const client = engine.anthropic();
    await client.messages.create(MESSAGE);
    expect(await caught(client.messages.create(MESSAGE))).toMatchObject({ status: 402 });
    const { model, messages } = MESSAGE;
    expect((await client.messages.countTokens({ model, messages })).input_tokens).toBeGreaterThan(0);
  });

  it('of its own app only', async () => {
    const engine = await start([stopping({ scope: { kind: 'app', name: 'openai-node' } })]);
    await engine.openai().chat.completions.create(ASK);
    expect(await caught(engine.openai().chat.completions.create(ASK))).toMatchObject({ status: 429 });
    expect((await engine.anthropic().messages.create(MESSAGE)).stop_reason).toBe('end_turn');
  });

  it('but never cuts one that is under way, whose cost counts already', async () => {
    const engine = await start([stopping({ limitUsd: 0.000_1 })], 40);
    const words = 'word '.repeat(30).trim();
    const stream = engine.anthropic().messages.stream({
      ...MESSAGE,
      messages: [{ role: 'user', content: `say exactly: ${words}` }],
    });
    const done = stream.finalMessage();
    await until(() => engine.krouter.metering.budgets.standings()[0]?.isSpent === true);
    expect(engine.krouter.metering.live.size).toBe(1);
    expect(await caught(engine.anthropic().messages.create(MESSAGE))).toMatchObject({ status: 402 });
    expect((await done).content).toMatchObject([{ type: 'text', text: words }]);
    expect(sent(engine)).toBe(1);
  });

  it('not at all while it only tells', async () => {
    const engine = await start([stopping({ stop: false })]);
    for (const _ of [1, 2, 3]) await engine.openai().chat.completions.create(ASK);
    expect(sent(engine)).toBe(3);
    expect(engine.krouter.metering.budgets.standings()).toMatchObject([{ isSpent: true }]);
  });
});

describe('a spent budget of a provider', () => {
  const [east, west] = ['bedrock-us-east-1', 'bedrock-us-west-2'];

  it('sends requests to the next provider, and the decision says why', async () => {
    const engine = await start([stopping({ scope: { kind: 'provider', name: east } })]);
    const client = engine.openai();
    const ask = () => client.chat.completions.create(ASK).withResponse();
    expect((await ask()).response.headers.get('x-krouter-provider')).toBe(east);
    const { data, response } = await ask();
    expect(data.choices[0]?.message.content).toBe('All is well.');
    expect(response.headers.get('x-krouter-provider')).toBe(west);
    expect(response.headers.get('x-krouter-attempts')).toBe('1');
    const decision: unknown = JSON.parse(response.headers.get('x-krouter-decision') ?? '{}');
    expect(decision).toMatchObject({
      excluded: {
        [`${east}/us.${SONNET}`]: expect.stringContaining(
          `The budget "team" for provider ${east} is spent: `,
        ),
      },
    });
    const [first, second] = pairOf(engine);
    expect([invocations(first).length, invocations(second).length]).toEqual([1, 1]);
  });

  it('refuses when the client asks for that very provider', async () => {
    const engine = await start([stopping({ scope: { kind: 'provider', name: east } })]);
    const client = engine.openai();
    await client.chat.completions.create(ASK);
    const error = await caught(client.chat.completions.create({ ...ASK, model: `${east}/${SONNET}` }));
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expectWords(error);
  });
});

it('a spent budget of a model sends requests on to the other model of their combo', async () => {
  const haiku = 'anthropic.claude-haiku-4-5';
  const engine = await startEngine({
    config: () => ({
      budgets: [stopping({ scope: { kind: 'model', name: 'claude-sonnet-4-6' } })],
      combos: [{ id: PAIR, models: [`bedrock/${SONNET}`, `bedrock/${haiku}`] }],
    }),
  });
  const client = engine.anthropic();
  const model = async () => {
    const { response } = await client.messages.create(MESSAGE).withResponse();
    return response.headers.get('x-krouter-model');
  };
  expect(await model()).toContain('claude-sonnet-4-6');
  expect(await model()).toContain('claude-haiku-4-5');
});

describe('a budget that fills', () => {
  it('is told of once for each part, to whoever listens, and shown in the metrics', async () => {
    const engine = await start([{ id: 'team', limitUsd: 1, period: 'day', alertAt: [0.000_01] }]);
    const events: LiveEvent[] = [];
    const stop = engine.krouter.services.events.subscribe((event) => events.push(event));
    for (const _ of [1, 2]) await engine.openai().chat.completions.create(ASK);
    await until(() => events.some(({ type }) => type === 'budget-crossed'));
    stop();
    const crossed = events.filter((event) => event.type === 'budget-crossed');
    expect(crossed).toMatchObject([{ budget: { budget: { id: 'team' }, alert: { at: 0.000_01 } } }]);
    const rows = await engine.krouter.metering.ledger.query({});
    const spent = rows.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0);
    const metrics = await fetch(`${engine.url}/metrics`, { headers: { authorization: `Bearer ${KEY}` } });
    const line = /^krouter_budget_spent_ratio\{budget="team"\} (.+)$/m.exec(await metrics.text());
    expect(Number(line?.[1])).toBeCloseTo(spent / 1e9, 12);
  });
});

function expectWords(error: unknown): void {
  // Anthropic's SDK shows the JSON of the error as it came, escapes included.
  const message = error instanceof Error ? error.message.replaceAll('\\', '') : '';
  for (const part of ['The budget "team"', 'is spent: $', ' of $0.000010', 'renews on', 'Usage > Budgets']) {
    expect(message).toContain(part);
  }
}

async function caught(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not refused');
}
