import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gather, KiroClient, type KiroEvent } from '../dialects/kiro/kiro-client.ts';
import { asking } from '../dialects/kiro/requests.ts';
import { startKiroServer } from '../providers/kiro/kiro-server.ts';
import { CLOCK, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import {
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  startEngine,
  until,
} from './start-engine.ts';

let engine: RunningEngine;
let client: KiroClient;

beforeAll(async () => {
  engine = await startEngine();
  client = new KiroClient(engine.url, KEY);
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

type Members = Record<string, unknown>;

function ask(content: string, more: Members = {}, fields: Members = {}) {
  return asking({ content, modelId: PAIR, ...more }, fields);
}

async function all(events: AsyncIterable<KiroEvent>): Promise<KiroEvent[]> {
  const out: KiroEvent[] = [];
  for await (const event of events) out.push(event);
  return out;
}

async function answerTo(body: unknown) {
  return gather(await all(client.chat(body)));
}

const TOOLS = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  toolSpecification: { name, description, inputSchema: { json: schema } },
}));

const target = (operation: string) => ({
  'x-amz-target': operation,
  'content-type': 'application/x-amz-json-1.0',
});

describe('a Kiro client', () => {
  it('gets an answer of Bedrock, delta by delta, with its counts', async () => {
    const events = await all(client.chat(ask('count to 50')));
    const texts = events.filter(({ name }) => name === 'assistantResponseEvent');
    expect(texts).toHaveLength(50);
    expect(events[0]?.payload['conversationId']).toBe('c0000000-0000-4000-8000-000000000001');
    expect(gather(events).usage).toMatchObject({
      uncachedInputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
    });
  });

  it.each(['GenerateAssistantResponse', 'SendMessage'])(
    'may name %s in a header instead of a path',
    async (name) => {
      const service =
        name === 'SendMessage' ? 'AmazonQDeveloperStreamingService' : 'AmazonCodeWhispererStreamingService';
      const call = { path: '/', headers: target(`${service}.${name}`) };
      const events = await all(client.chat(ask('say exactly: Hello there.'), call));
      expect(gather(events).text).toBe('Hello there.');
    },
  );

  it('has its tools called in parallel, and their results understood', async () => {
    const context = { userInputMessageContext: { tools: TOOLS } };
    const { calls } = await answerTo(ask(TWO_CALLS, context));
    const entries = Object.entries(calls);
    expect(entries.map(([, call]) => call)).toEqual([
      { name: 'get_weather', input: '{"city":"Oslo"}', stopped: true },
      { name: 'get_time', input: '{"city":"Bergen"}', stopped: true },
    ]);
    const { conversationState } = ask('', {
      userInputMessageContext: {
        tools: TOOLS,
        toolResults: entries.map(([toolUseId], i) => ({
          toolUseId,
          content: [{ text: ['5 C', 'noon'][i] }],
          status: i === 0 ? 'success' : 'error',
        })),
      },
    });
    const history = [
      { userInputMessage: { content: TWO_CALLS, modelId: PAIR } },
      {
        assistantResponseMessage: {
          content: '',
          toolUses: entries.map(([toolUseId, { name, input }]) => ({
            toolUseId,
            name,
            input: JSON.parse(input),
          })),
        },
      },
    ];
    const last = await answerTo({ conversationState: { ...conversationState, history } });
    expect(last.text).not.toBe('');
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [
        {},
        { content: [{ type: 'tool_use' }, { type: 'tool_use' }] },
        {
          content: [
            { type: 'tool_result', content: '5 C' },
            { type: 'tool_result', is_error: true },
          ],
        },
      ],
    });
  });

  it('may send an image', async () => {
    await answerTo(ask('what is it?', { images: [{ format: 'png', source: { bytes: PNG } }] }));
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [
        { content: [{ type: 'image', source: { media_type: 'image/png', data: PNG } }, { type: 'text' }] },
      ],
    });
  });

  it('gets thinking whose proof comes back to Claude untouched', async () => {
    const additionalModelRequestFields = {
      output_config: { effort: 'high' },
      thinking: { type: 'adaptive', display: 'summarized' },
    };
    const first = await answerTo(ask('think about it', {}, { additionalModelRequestFields }));
    expect(first.thinking).not.toBe('');
    expect(first.signature).not.toBe('');
    const { conversationState } = ask('and now?');
    const reasoningText = { text: first.thinking, signature: first.signature };
    const history = [
      { userInputMessage: { content: 'think about it', modelId: PAIR } },
      { assistantResponseMessage: { content: first.text, reasoningContent: { reasoningText } } },
    ];
    const state = { ...conversationState, history };
    const last = await answerTo({ conversationState: state, additionalModelRequestFields });
    expect(last.text).not.toBe('');
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [{}, { content: [{ type: 'thinking', thinking: first.thinking }, { type: 'text' }] }, {}],
    });
  });

  it('is refused in AWS’s JSON shape, by the name of the field', async () => {
    await expect(all(client.chat({ conversationState: {} }))).rejects.toMatchObject({
      status: 400,
      type: 'ValidationException',
      message: expect.stringContaining('conversationState.currentMessage'),
    });
    await expect(all(client.chat(ask('a', { modelId: 'no-such-model' })))).rejects.toMatchObject({
      status: 400,
      reason: 'INVALID_MODEL_ID',
    });
    const stranger = new KiroClient(engine.url, 'wrong');
    await expect(all(stranger.chat(ask('a')))).rejects.toMatchObject({
      status: 403,
      type: 'AccessDeniedException',
    });
  });

  it('is told of a break in mid-answer by an exception, never by a clean end', async () => {
    await pairOf(engine)[0].fault({ kind: 'cut', how: 'reset', after: 4 });
    const seen: KiroEvent[] = [];
    const reading = (async () => {
      for await (const event of client.chat(ask('count to 50'))) seen.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ type: 'InternalServerException' });
    expect(gather(seen).text).toMatch(/^1\b/);
  });

  it('stops Bedrock when it hangs up', async () => {
    await pairOf(engine)[0].fault({ kind: 'stall', ms: 60_000, after: 6 });
    const controller = new AbortController();
    const reading = (async () => {
      for await (const { name } of client.chat(ask('count to 50'), { signal: controller.signal })) {
        if (name === 'assistantResponseEvent') controller.abort();
      }
    })();
    await expect(reading).rejects.toThrow();
    await until(() => invocations(pairOf(engine)[0]).at(-1)?.aborted ?? false);
  });

  it('learns the models, that there are no limits, and no profiles, in both ways of asking', async () => {
    const models = { models: expect.arrayContaining([expect.objectContaining({ modelId: PAIR })]) };
    const service = 'AmazonCodeWhispererService';
    const origin = { origin: 'CLI' };
    expect(
      await client.ask({ headers: target(`${service}.ListAvailableModels`), body: origin }),
    ).toMatchObject(models);
    expect(await client.ask({ method: 'GET', path: '/ListAvailableModels?origin=AI_EDITOR' })).toMatchObject(
      models,
    );
    const limits = { limits: [], usageBreakdownList: [] };
    expect(await client.ask({ headers: target(`${service}.GetUsageLimits`), body: origin })).toEqual(limits);
    expect(await client.ask({ method: 'GET', path: '/getUsageLimits?origin=AI_EDITOR' })).toEqual(limits);
    expect(await client.ask({ path: '/ListAvailableProfiles', body: {} })).toEqual({ profiles: [] });
  });

  it('is told that an operation does not exist', async () => {
    const asked = client.ask({ headers: target('AmazonCodeWhispererService.CreateUpload'), body: {} });
    await expect(asked).rejects.toMatchObject({ status: 404, type: 'ResourceNotFoundException' });
  });
});

describe('a Kiro account behind kRouter', () => {
  it('answers OpenAI, Anthropic and Kiro clients that ask for it by name, and is not asked otherwise', async () => {
    const service = await startKiroServer();
    const { accessToken } = service.issue();
    service.answer(() => [
      ['assistantResponseEvent', { content: 'Look: ', modelId: 'm' }],
      ['toolUseEvent', { toolUseId: 't1', name: 'get_weather', input: '{"city":"Oslo"}' }],
      ['toolUseEvent', { toolUseId: 't1', name: 'get_weather', stop: true }],
      [
        'metadataEvent',
        { tokenUsage: { uncachedInputTokens: 3, outputTokens: 2, cacheReadInputTokens: 10 } },
      ],
    ]);
    const credentials = { source: 'env' as const, variable: 'KIRO' };
    const own = await startEngine({
      env: { KIRO: accessToken },
      config: () => ({
        providers: [{ id: 'kr', type: 'kiro', endpoint: service.url, credentials }],
        combos: [],
      }),
    });
    const model = 'kr/claude-sonnet-4.5';
    const messages = [{ role: 'user' as const, content: 'Weather?' }];
    const tools = [{ name: WEATHER.name, description: WEATHER.description, input_schema: WEATHER.schema }];
    const claude = await own.anthropic().messages.create({ model, max_tokens: 100, messages, tools });
    expect(claude).toMatchObject({
      stop_reason: 'tool_use',
      content: [
        { type: 'text', text: 'Look: ' },
        { type: 'tool_use', id: 't1', name: 'get_weather', input: { city: 'Oslo' } },
      ],
      usage: { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 10 },
    });
    const chat = await own.openai().chat.completions.create({ model, messages });
    expect(chat.choices[0]?.finish_reason).toBe('tool_calls');
    expect(chat.usage?.prompt_tokens).toBe(13);
    const events = await all(new KiroClient(own.url, KEY).chat(ask('Weather?', { modelId: model })));
    expect(events.find(({ name }) => name === 'assistantResponseEvent')?.payload).toEqual({
      content: 'Look: ',
      modelId: 'm',
    });
    const asked = service.calls.length;
    await expect(
      own.openai().chat.completions.create({ model: 'claude-sonnet-4-5', messages }),
    ).rejects.toThrow();
    expect(service.calls).toHaveLength(asked);
    await service.close();
  });
});
