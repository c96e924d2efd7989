import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../../main/core/chat-request.ts';
import { collect } from '../../../../main/core/collect.ts';
import { isJsonObject } from '../../../../main/core/json.ts';
import { warningsAt } from '../../../../main/core/warnings-at.ts';
import { decodeConverse } from '../../../../main/dialects/bedrock-converse/decode-request.ts';
import { demoCredentials } from '../../../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../../../main/simulator/region/simulated-region.ts';
import { type Simulator, startSimulator } from '../../../../main/simulator/start-simulator.ts';
import { drain, makeProvider, makeRequest, never } from '../provider-fixture.ts';

const ENV = {
  AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
};
const TOOL = {
  name: 'get_weather',
  description: 'Current weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const CALL = { role: 'user', content: 'use tool get_weather with {"city":"Paris"}' };

let simulator: Simulator;
let region: SimulatedRegion;
beforeAll(async () => {
  simulator = await startSimulator({ regions: ['us-east-1'], accessKeys: [demoCredentials] });
  region = simulator.region('us-east-1');
});
afterAll(() => simulator.close());
beforeEach(async () => {
  region.clear();
  region.script(undefined);
  await region.fault();
});

function makeCaller() {
  const { provider } = makeProvider(region.endpoint, { env: ENV });
  return async (request: ChatRequest) => {
    const model = await provider.resolve(request.model);
    if (model === undefined) throw new Error(`${request.model} is not offered`);
    const upstream = await provider.send(request, model, never);
    return { model, warnings: upstream.warnings, answer: collect(await drain(upstream)) };
  };
}

async function ask(model: string, body: Record<string, unknown> = {}) {
  return makeCaller()(makeRequest({ model, ...body }));
}

function operations() {
  return region.requests.map(({ operation }) => operation).filter((name) => name?.includes('onverse'));
}

function lastBody(): Record<string, unknown> {
  const body = region.requests.at(-1)?.json();
  if (!isJsonObject(body)) throw new Error('the last request had no JSON body');
  return { ...body };
}

describe('models of other vendors, against strict simulated regions', () => {
  it('are listed beside Claude, each with its limits', async () => {
    const { provider } = makeProvider(region.endpoint, { env: ENV });
    const listed = await provider.list();
    const nova = listed.find(({ baseId }) => baseId === 'amazon.nova-pro-v1:0');
    expect(nova).toMatchObject({
      id: 'us.amazon.nova-pro-v1:0',
      displayName: 'Nova Pro',
      contextTokens: 300_000,
      maxOutputTokens: 10_000,
      scope: 'geo',
    });
    expect(listed.some(({ baseId }) => baseId.startsWith('anthropic.'))).toBe(true);
    expect(listed.find(({ baseId }) => baseId.startsWith('deepseek.v3'))).toMatchObject({
      id: 'deepseek.v3-v1:0',
      scope: 'in-region',
    });
  });

  it.each([
    ['amazon.nova-pro-v1:0', 'us.amazon.nova-pro-v1:0'],
    ['amazon.nova-pro', 'us.amazon.nova-pro-v1:0'],
    ['us.amazon.nova-pro-v1:0', 'us.amazon.nova-pro-v1:0'],
    ['openai.gpt-oss-120b', 'openai.gpt-oss-120b-1:0'],
    ['meta.llama3-3-70b-instruct-v1:0', 'us.meta.llama3-3-70b-instruct-v1:0'],
    ['meta.llama3-3-70b', 'us.meta.llama3-3-70b-instruct-v1:0'],
    ['mistral.mistral-large-2407-v1:0', 'mistral.mistral-large-2407-v1:0'],
  ])('%s is called as %s', async (name, id) => {
    const { provider } = makeProvider(region.endpoint, { env: ENV });
    expect(await provider.resolve(name)).toMatchObject({ id });
  });

  it.each(['llama3.2', 'gpt-4.1', 'nova-pro', 'nobody.knows-this'])(
    '%s is none of Bedrock’s',
    async (name) => {
      const { provider } = makeProvider(region.endpoint, { env: ENV });
      expect(await provider.resolve(name)).toBeUndefined();
    },
  );

  it('answer in a stream, with usage', async () => {
    const messages = [{ role: 'user', content: 'say exactly: grüß dich 🦊' }];
    const { answer } = await ask('amazon.nova-pro-v1:0', { messages, system: 'Be brief.' });
    expect(operations()).toEqual(['ConverseStream']);
    expect(answer.dialect).toBe('bedrock-converse');
    expect(answer.blocks.map(({ text }) => text)).toEqual(['grüß dich 🦊']);
    expect(answer.stopReason).toBe('end_turn');
    expect(answer.usage).toMatchObject({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
  });

  it('call tools, see images and read the results', async () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } };
    const first = await ask('amazon.nova-lite-v1:0', {
      tools: [TOOL],
      messages: [{ role: 'user', content: [image, { type: 'text', text: CALL.content }] }],
    });
    const [call] = first.answer.blocks;
    expect(call?.start).toMatchObject({ type: 'tool-use', name: 'get_weather' });
    expect(JSON.parse(call?.arguments ?? '')).toEqual({ city: 'Paris' });
    expect(first.answer.stopReason).toBe('tool_use');
    const id = call?.start.type === 'tool-use' ? call.start.id : '';
    const second = await ask('amazon.nova-lite-v1:0', {
      tools: [TOOL],
      messages: [
        CALL,
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id, name: 'get_weather', input: { city: 'Paris' } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '18 degrees' }] },
      ],
    });
    expect(second.answer.stopReason).toBe('end_turn');
  });

  it('show their reasoning, which goes back without proof where the model takes it', async () => {
    const { answer } = await ask('amazon.nova-2-lite-v1:0', {
      messages: [{ role: 'user', content: 'hello' }],
    });
    expect(answer.blocks[0]?.start.type).toBe('thinking');
    expect(answer.blocks[0]?.thinking).not.toBe('');
    expect(answer.blocks[0]?.signature).toBe('');
  });

  it('are asked for whole answers where they do not stream tool calls', async () => {
    const { answer } = await ask('meta.llama3-3-70b-instruct-v1:0', { tools: [TOOL], messages: [CALL] });
    expect(operations()).toEqual(['Converse']);
    expect(JSON.parse(answer.blocks[0]?.arguments ?? '')).toEqual({ city: 'Paris' });
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it('stream when no tools are asked for', async () => {
    await ask('meta.llama3-3-70b-instruct-v1:0', { messages: [{ role: 'user', content: 'hello' }] });
    expect(operations()).toEqual(['ConverseStream']);
  });

  it('get the system prompt before the first message where they take none', async () => {
    const { warnings } = await ask('mistral.mistral-7b-instruct-v0:2', {
      system: 'Speak Latin.',
      messages: [{ role: 'user', content: 'hello' }],
    });
    expect(lastBody()['system']).toBeUndefined();
    expect(lastBody()['messages']).toEqual([
      { role: 'user', content: [{ text: 'Speak Latin.' }, { text: 'hello' }] },
    ]);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'changed', param: 'system' }));
  });

  it('have text beside tool results folded into the last result where that is refused', async () => {
    await ask('mistral.mistral-large-2407-v1:0', {
      tools: [TOOL],
      messages: [
        CALL,
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 't1', name: 'get_weather', input: { city: 'Paris' } }],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: '18 degrees' },
            { type: 'text', text: 'And in Rome?' },
          ],
        },
      ],
    });
    expect(lastBody()['messages']).toMatchObject([
      {},
      {},
      {
        content: [
          { toolResult: { toolUseId: 't1', content: [{ text: '18 degrees' }, { text: 'And in Rome?' }] } },
        ],
      },
    ]);
  });

  it.each([
    ['deepseek.r1-v1:0', { tools: [TOOL] }, /calls no tools/],
    [
      'meta.llama3-3-70b-instruct-v1:0',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }],
          },
        ],
      },
      /reads no images/,
    ],
  ])('%s refuses clearly what it cannot do, before any call', async (model, body, words) => {
    await expect(ask(model, body)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(words),
    });
    expect(operations()).toEqual([]);
  });

  it('warn of what they drop', async () => {
    const { warnings } = await ask('openai.gpt-oss-120b-1:0', {
      stop_sequences: ['X'],
      top_k: 5,
      tools: [TOOL],
      tool_choice: { type: 'tool', name: 'get_weather' },
      messages: [CALL],
    });
    expect(warnings.map(({ param }) => param).sort()).toEqual(['stop', 'tool_choice', 'top_k']);
  });

  it('count tokens by a guess that says it is one', async () => {
    const { provider } = makeProvider(region.endpoint, { env: ENV });
    const model = await provider.resolve('amazon.nova-pro-v1:0');
    if (model === undefined) throw new Error('no Nova');
    expect(await provider.countTokens(makeRequest(), model, never)).toMatchObject({ estimated: true });
  });

  it('an exception in the stream is the error it names', async () => {
    await region.fault({
      kind: 'exception',
      exception: 'throttlingException',
      message: 'Too many requests',
      after: 'headers',
    });
    await expect(ask('amazon.nova-pro-v1:0')).rejects.toMatchObject({ code: 'rate_limited', retry: 'next' });
    await region.fault({ kind: 'exception', exception: 'internalServerException', after: 2 });
    await expect(ask('amazon.nova-pro-v1:0')).rejects.toMatchObject({
      code: 'upstream_error',
      upstream: { region: 'us-east-1', name: 'internalServerException' },
    });
  });

  it('a stream that ends early is no answer', async () => {
    await region.fault({ kind: 'cut', how: 'end', after: 2 });
    await expect(ask('amazon.nova-pro-v1:0')).rejects.toMatchObject({ code: 'upstream_error' });
  });
});

describe('what the table does not know is learned from refusals', () => {
  const refusals: readonly (readonly [
    string,
    Record<string, unknown>,
    (body: Record<string, unknown>) => void,
  ])[] = [
    [
      "This model doesn't support the stopSequences field. Remove stopSequences and try again.",
      { stop_sequences: ['X'] },
      (body) => expect(body['inferenceConfig']).not.toHaveProperty('stopSequences'),
    ],
    [
      "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.",
      { system: 'Be brief.' },
      (body) => expect(body).not.toHaveProperty('system'),
    ],
    [
      "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
      { tools: [TOOL], tool_choice: { type: 'any' } },
      (body) => expect(body['toolConfig']).not.toHaveProperty('toolChoice'),
    ],
    [
      'The maximum tokens you requested exceeds the model limit of 5000. Try again with a maximum tokens value that is lower than 5000.',
      { max_tokens: 9000 },
      (body) => expect(body['inferenceConfig']).toHaveProperty('maxTokens', 5000),
    ],
  ];

  it.each(refusals)('%s', async (message, body, check) => {
    const call = makeCaller();
    await region.fault({ kind: 'http-error', error: 'ValidationException', message, times: 1 });
    await call(makeRequest({ model: 'amazon.nova-pro-v1:0', ...body }));
    check(lastBody());
    region.clear();
    await call(makeRequest({ model: 'amazon.nova-pro-v1:0', ...body }));
    expect(operations()).toHaveLength(1);
    check(lastBody());
  });

  it('tools that are not streamed are asked for whole from then on', async () => {
    const call = makeCaller();
    const message = "This model doesn't support tool use in streaming mode.";
    await region.fault({ kind: 'http-error', error: 'ValidationException', message, times: 1 });
    const { answer } = await call(
      makeRequest({ model: 'amazon.nova-pro-v1:0', tools: [TOOL], messages: [CALL] }),
    );
    expect(operations()).toEqual(['ConverseStream', 'Converse']);
    expect(answer.stopReason).toBe('tool_use');
  });

  it('a refusal that no change would answer is passed on at once', async () => {
    const message = "This model doesn't support system messages.";
    await region.fault({ kind: 'http-error', error: 'ValidationException', message });
    await expect(ask('amazon.nova-pro-v1:0')).rejects.toMatchObject({ code: 'invalid_request' });
    expect(operations()).toEqual(['ConverseStream']);
  });
});

describe('a Converse client’s own request', () => {
  it('goes to a model of Converse as it came', async () => {
    const body = {
      system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
      messages: [{ role: 'user', content: [{ text: 'hello' }, { cachePoint: { type: 'default' } }] }],
      inferenceConfig: { maxTokens: 100, temperature: 0.5 },
      additionalModelRequestFields: { inferenceConfig: { topK: 20 } },
      requestMetadata: { team: 'a' },
    };
    await makeCaller()(decodeConverse(body, { model: 'amazon.nova-pro-v1:0', stream: true }));
    expect(lastBody()).toEqual(body);
  });

  it('tells Claude’s guardrail, metadata and latency in headers', async () => {
    const body = {
      messages: [{ role: 'user', content: [{ text: 'hello' }] }],
      guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '2', trace: 'enabled' },
      performanceConfig: { latency: 'optimized' },
      requestMetadata: { team: 'ä' },
      additionalModelRequestFields: { some_field: 1 },
    };
    const request = decodeConverse(body, { model: 'claude-sonnet-4-6', stream: true });
    await makeCaller()(request);
    expect(region.requests.at(-1)?.headers).toMatchObject({
      'x-amzn-bedrock-guardrailidentifier': 'gr1',
      'x-amzn-bedrock-guardrailversion': '2',
      'x-amzn-bedrock-trace': 'ENABLED',
      'x-amzn-bedrock-performanceconfig-latency': 'optimized',
      'x-amzn-bedrock-request-metadata': '{"team":"\\u00e4"}',
    });
    const lost = { code: 'dropped', param: 'additionalModelRequestFields.some_field' };
    expect(warningsAt('anthropic', request.warnings)).toMatchObject([lost]);
    expect(warningsAt('bedrock-converse', request.warnings)).toEqual([]);
  });
});
