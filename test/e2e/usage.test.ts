import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import { answerOf, textBlock } from './scripts.ts';
import { closeEngines, PAIR, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

let engine: RunningEngine;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => {
  for (const region of engine.regions) region.script(undefined);
});
afterAll(closeEngines);

/** Long enough for the model's smallest cacheable prefix. */
const LONG = 'All work and no play makes a long prompt. '.repeat(600);

function reported(usage: object) {
  pairOf(engine)[0].script(() =>
    answerOf(textBlock(0, 'Hi'), { usage, message: { usage: { ...usage, output_tokens: 1 } } }),
  );
}

const COUNTS = {
  input_tokens: 101,
  cache_read_input_tokens: 2_003,
  cache_creation_input_tokens: 307,
  cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 7 },
  output_tokens: 59,
};

const ROW: Partial<LedgerRow> = {
  inputTokens: 101,
  cacheReadTokens: 2_003,
  cacheWriteTokens: 307,
  cacheWrite1hTokens: 7,
  outputTokens: 59,
  usageEstimated: false,
};

describe.each([false, true])(
  'usage (streamed: %s) equals what the model reported, to the token,',
  (streamed) => {
    it('for an Anthropic client and in the ledger', async () => {
      reported(COUNTS);
      const params = { model: PAIR, max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };
      const client = engine.anthropic();
      const { data, response } = streamed
        ? await client.messages
            .stream(params)
            .withResponse()
            .then(async ({ data: stream, response }) => ({
              data: await stream.finalMessage(),
              response,
            }))
        : await client.messages.create(params).withResponse();
      expect(data.usage).toMatchObject(COUNTS);
      expect(await engine.row(response.headers.get('x-krouter-request-id'))).toMatchObject(ROW);
    });

    it('for an OpenAI client and in the ledger', async () => {
      reported(COUNTS);
      const params = { model: PAIR, messages: [{ role: 'user' as const, content: 'Hi' }] };
      const completions = engine.openai().chat.completions;
      const prompt = 101 + 2_003 + 307;
      const { usage, requestId } = streamed
        ? await lastUsage(params)
        : await completions
            .create(params)
            .withResponse()
            .then(({ data, response }) => ({
              usage: data.usage,
              requestId: response.headers.get('x-krouter-request-id'),
            }));
      expect(usage).toMatchObject({
        prompt_tokens: prompt,
        completion_tokens: 59,
        total_tokens: prompt + 59,
        prompt_tokens_details: { cached_tokens: 2_003 },
      });
      expect(await engine.row(requestId)).toMatchObject(ROW);
    });
  },
);

async function lastUsage(params: { model: string; messages: { role: 'user'; content: string }[] }) {
  const { data, response } = await engine
    .openai()
    .chat.completions.create({ ...params, stream: true, stream_options: { include_usage: true } })
    .withResponse();
  const usages: unknown[] = [];
  for await (const chunk of data) if (chunk.usage) usages.push(chunk.usage);
  expect(usages).toHaveLength(1);
  return { usage: usages[0], requestId: response.headers.get('x-krouter-request-id') };
}

describe('usage', () => {
  it('is left out of OpenAI streams that do not ask for it', async () => {
    const stream = await engine.openai().chat.completions.create({
      model: PAIR,
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    });
    for await (const chunk of stream) expect(chunk.usage ?? null).toBe(null);
  });

  it('shows a cache written on the first turn and read on the second', async () => {
    const turn = (text: string) =>
      engine.anthropic().messages.create({
        model: PAIR,
        max_tokens: 100,
        system: [{ type: 'text', text: LONG, cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: text }],
      });
    const [first, second] = [await turn('one'), await turn('two')];
    expect(first.usage.cache_creation_input_tokens).toBeGreaterThan(2_048);
    expect(first.usage.cache_read_input_tokens).toBe(0);
    expect(second.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens);
    expect(second.usage.cache_creation_input_tokens).toBe(0);
  });

  it('knows the hour-long part of a cache and what it costs', async () => {
    const { response } = await engine
      .anthropic()
      .messages.create({
        model: PAIR,
        max_tokens: 100,
        system: [{ type: 'text', text: `hourly ${LONG}`, cache_control: { type: 'ephemeral', ttl: '1h' } }],
        messages: [{ role: 'user', content: 'one' }],
      })
      .withResponse();
    const row = await engine.row(response.headers.get('x-krouter-request-id'));
    expect(row.cacheWrite1hTokens).toBe(row.cacheWriteTokens);
    expect(row.cacheWrite1hTokens).toBeGreaterThan(2_048);
  });

  it('is priced by the bundled list: Sonnet 4.6 at 3, 0.3, 3.75, 6 and 15 dollars a million', async () => {
    reported(COUNTS);
    const { response } = await engine
      .openai()
      .chat.completions.create({ model: PAIR, messages: [{ role: 'user', content: 'Hi' }] })
      .withResponse();
    const { costNanoUsd } = await engine.row(response.headers.get('x-krouter-request-id'));
    const base = 101 * 3_000 + 2_003 * 300 + 300 * 3_750 + 7 * 6_000 + 59 * 15_000;
    // A geographic profile costs a tenth more than a global one.
    expect(costNanoUsd).toBe(Math.round(base * 1.1));
  });
});
