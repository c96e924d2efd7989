import {
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controlSdk, gather, KROUTER_KEYS, runtimeSdk } from './bedrock-sdks.ts';
import { PNG } from './samples.ts';
import { closeEngines, PAIR, pairOf, type RunningEngine, startEngine, until } from './start-engine.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const TOOL = {
  name: 'get_weather',
  description: 'Current weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } } },
};
const TOOL_CONFIG = {
  tools: [
    {
      toolSpec: { name: TOOL.name, description: TOOL.description, inputSchema: { json: TOOL.input_schema } },
    },
  ],
};
const CALL = 'use tool get_weather with {"city":"Zürich"}';

let engine: RunningEngine;
let aws: BedrockRuntimeClient;

beforeAll(async () => {
  engine = await startEngine();
  aws = runtimeSdk(engine);
});
beforeEach(async () => {
  for (const region of engine.regions) {
    await region.fault();
    region.clear();
  }
});
afterAll(closeEngines);

function userMessage(text: string): Message[] {
  return [{ role: 'user', content: [{ text }] }];
}

function claudeBody(text: string, more: object = {}) {
  const messages = [{ role: 'user', content: text }];
  return JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 1000, messages, ...more });
}

describe('@aws-sdk/client-bedrock-runtime', () => {
  it('InvokeModel answers in Claude’s own JSON', async () => {
    const answer = await aws.send(
      new InvokeModelCommand({ modelId: SONNET, body: claudeBody('say exactly: hello') }),
    );
    expect(answer.contentType).toBe('application/json');
    expect(JSON.parse(answer.body.transformToString())).toMatchObject({
      content: [{ text: 'hello' }],
      stop_reason: 'end_turn',
    });
    expect(answer.$metadata.requestId).toMatch(/^req_/);
  });

  it('InvokeModelWithResponseStream streams Claude’s own events', async () => {
    const answer = await aws.send(
      new InvokeModelWithResponseStreamCommand({
        modelId: SONNET,
        body: claudeBody('count to 5'),
        guardrailIdentifier: 'gr1',
        guardrailVersion: '1',
      }),
    );
    const events = (await gather(answer.body)).map(({ chunk }) =>
      JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8')),
    );
    expect(events[0].type).toBe('message_start');
    expect(events.at(-1)).toMatchObject({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { outputTokenCount: expect.any(Number) },
    });
    const headers = engine.regions.flatMap(({ requests }) => requests).at(-1)?.headers;
    expect(headers).toMatchObject({
      'x-amzn-bedrock-guardrailidentifier': 'gr1',
      'x-amzn-bedrock-guardrailversion': '1',
    });
  });

  it('refuses native bodies of other vendors with the advice to use Converse', async () => {
    const call = aws.send(
      new InvokeModelCommand({ modelId: 'amazon.nova-pro-v1:0', body: '{"inputText":"hi"}' }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Use Converse'),
    });
  });

  it.each([
    ['Claude', SONNET],
    ['Claude by a bare id', 'claude-sonnet-4-6'],
    ['Claude in one region', `bedrock-us-west-2/${SONNET}`],
    ['Nova', 'us.amazon.nova-pro-v1:0'],
    ['gpt-oss', 'openai.gpt-oss-120b-1:0'],
    ['Llama, which does not stream its calls', 'us.meta.llama3-3-70b-instruct-v1:0'],
  ])('Converse and ConverseStream call tools of %s', async (_, modelId) => {
    const input = {
      modelId,
      messages: userMessage(CALL),
      toolConfig: TOOL_CONFIG,
      inferenceConfig: { maxTokens: 500 },
    };
    const whole = await aws.send(new ConverseCommand(input));
    expect(whole.stopReason).toBe('tool_use');
    const call = whole.output?.message?.content?.find(({ toolUse }) => toolUse)?.toolUse;
    expect(call).toMatchObject({ name: 'get_weather', input: { city: 'Zürich' } });
    const events = await gather((await aws.send(new ConverseStreamCommand(input))).stream);
    const json = events
      .map(({ contentBlockDelta }) => contentBlockDelta?.delta?.toolUse?.input ?? '')
      .join('');
    expect(JSON.parse(json)).toEqual({ city: 'Zürich' });
    expect(events.at(-2)?.messageStop?.stopReason).toBe('tool_use');
    const usage = events.at(-1)?.metadata?.usage;
    expect(usage?.totalTokens).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
    const answered = await aws.send(
      new ConverseCommand({
        ...input,
        messages: [
          ...input.messages,
          ...(whole.output?.message === undefined ? [] : [whole.output.message]),
          {
            role: 'user',
            content: [{ toolResult: { toolUseId: call?.toolUseId, content: [{ json: { degrees: 18 } }] } }],
          },
        ],
      }),
    );
    expect(answered.stopReason).toBe('end_turn');
  });

  it('Converse carries images, documents, cache points and thinking to Claude, and thinking comes back signed', async () => {
    const messages: Message[] = [
      {
        role: 'user',
        content: [
          { text: `redacted thinking please. ${'long prefix '.repeat(1200)}` },
          { image: { format: 'png', source: { bytes: Buffer.from(PNG, 'base64') } } },
          { document: { format: 'txt', name: 'Notes', source: { bytes: Buffer.from('hello') } } },
          { cachePoint: { type: 'default' } },
        ],
      },
    ];
    const input = {
      modelId: SONNET,
      messages,
      inferenceConfig: { maxTokens: 4000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
    };
    const first = await aws.send(new ConverseCommand(input));
    const content = first.output?.message?.content ?? [];
    expect(content[0]?.reasoningContent?.reasoningText?.signature).toMatch(/.{40}/);
    expect(content[1]?.reasoningContent?.redactedContent).toBeInstanceOf(Uint8Array);
    expect(first.usage?.cacheWriteInputTokens).toBeGreaterThan(0);
    const again = await aws.send(
      new ConverseCommand({
        ...input,
        messages: [...messages, { role: 'assistant', content }, ...userMessage('go on')],
      }),
    );
    expect(again.usage?.cacheReadInputTokens).toBe(first.usage?.cacheWriteInputTokens);
  });

  it('counts tokens of both kinds of request', async () => {
    const converse = { messages: userMessage('hello there') };
    const one = await aws.send(new CountTokensCommand({ modelId: SONNET, input: { converse } }));
    const body = Buffer.from(claudeBody('hello there'));
    const two = await aws.send(new CountTokensCommand({ modelId: SONNET, input: { invokeModel: { body } } }));
    expect(one.inputTokens).toBeGreaterThan(0);
    expect(two.inputTokens).toBe(one.inputTokens);
  });

  it('meets errors by their own classes', async () => {
    const ask = (more: object) =>
      aws.send(new ConverseCommand({ modelId: SONNET, messages: userMessage('hi'), ...more }));
    await expect(ask({ modelId: 'amazon.nova-nonsense' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(ask({ messages: [] })).rejects.toMatchObject({ name: 'ValidationException' });
    for (const region of engine.regions)
      await region.fault({ kind: 'http-error', error: 'ThrottlingException' });
    await expect(ask({ modelId: PAIR })).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    const wrong = runtimeSdk(engine, { ...KROUTER_KEYS, secretAccessKey: 'wrong' });
    const refused = wrong.send(new ConverseCommand({ modelId: SONNET, messages: userMessage('hi') }));
    await expect(refused).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('sees a stream that breaks as the exception it is', async () => {
    for (const region of engine.regions)
      await region.fault({ kind: 'exception', exception: 'internalServerException', after: 4 });
    const answer = await aws.send(
      new ConverseStreamCommand({ modelId: SONNET, messages: userMessage('count to 40') }),
    );
    await expect(gather(answer.stream)).rejects.toMatchObject({ name: 'ModelStreamErrorException' });
  });

  it('is answered from the next region when the first one fails, in one clean stream', async () => {
    const [first, second] = pairOf(engine);
    await first.fault({ kind: 'exception', exception: 'serviceUnavailableException', after: 'headers' });
    const answer = await aws.send(
      new ConverseStreamCommand({
        modelId: 'bedrock/amazon.nova-pro-v1:0',
        messages: userMessage('count to 20'),
      }),
    );
    const events = await gather(answer.stream);
    expect(events.filter(({ messageStart }) => messageStart)).toHaveLength(1);
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(0);
    const asked = [first, second].map(({ requests }) =>
      requests.some(({ operation }) => operation === 'ConverseStream'),
    );
    expect(asked).toEqual([expect.any(Boolean), true]);
  });

  it('hangs up, and so does kRouter', async () => {
    const [home] = pairOf(engine);
    await home.fault({ kind: 'stall', ms: 20_000, after: 2 });
    const abort = new AbortController();
    const command = new ConverseStreamCommand({
      modelId: `bedrock-${home.region}/amazon.nova-pro-v1:0`,
      messages: userMessage('count to 40'),
    });
    const answer = await aws.send(command, { abortSignal: abort.signal });
    const reading = gather(answer.stream);
    abort.abort();
    await expect(reading).rejects.toThrow();
    await until(() => home.requests.some(({ aborted }) => aborted));
  });
});

describe('@aws-sdk/client-bedrock', () => {
  it('lists what kRouter offers, with a bearer key as well', async () => {
    const control = controlSdk(engine, 'bearer');
    const { inferenceProfileSummaries = [] } = await control.send(new ListInferenceProfilesCommand({}));
    const ids = inferenceProfileSummaries.map(({ inferenceProfileId }) => inferenceProfileId);
    expect(ids).toContain('anthropic.claude-sonnet-4-6');
    expect(ids).toContain('amazon.nova-pro-v1:0');
    expect(ids).toContain(PAIR);
    const { modelSummaries = [] } = await controlSdk(engine).send(
      new ListFoundationModelsCommand({ byProvider: 'Amazon' }),
    );
    expect(modelSummaries.map(({ modelId }) => modelId)).toContain('amazon.nova-lite-v1:0');
    const profile = await control.send(
      new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'anthropic.claude-sonnet-4-6' }),
    );
    expect(profile).toMatchObject({ status: 'ACTIVE', inferenceProfileId: 'anthropic.claude-sonnet-4-6' });
    await expect(
      control.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'none' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('clients of other formats asking for Nova', () => {
  it('the openai SDK chats, streams, calls tools and shows images', async () => {
    const openai = engine.openai();
    const image = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${PNG}` } };
    const stream = openai.chat.completions.stream({
      model: 'amazon.nova-pro-v1:0',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [image, { type: 'text', text: CALL }] },
      ],
      tools: [{ type: 'function', function: { name: TOOL.name, parameters: TOOL.input_schema } }],
      stream_options: { include_usage: true },
    });
    const completion = await stream.finalChatCompletion();
    const [call] = completion.choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: 'get_weather', arguments: '{"city":"Zürich"}' } });
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
    const response = await openai.chat.completions
      .create({
        model: 'bedrock/amazon.nova-lite',
        messages: [{ role: 'user', content: 'say exactly: ciao' }],
      })
      .withResponse();
    expect(response.data.choices[0]?.message.content).toBe('ciao');
    const row = await engine.row(response.response.headers.get('x-krouter-request-id'));
    expect(row.costNanoUsd).toBeGreaterThan(0);
  });

  it('the Anthropic SDK gets reasoning, and what it sends back is no one else’s proof', async () => {
    const client = engine.anthropic();
    const ask = { model: 'amazon.nova-2-lite-v1:0', max_tokens: 1000 };
    const first = await client.messages.create({ ...ask, messages: [{ role: 'user', content: 'hello' }] });
    expect(first.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    const again = await client.messages.create({
      ...ask,
      messages: [
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: first.content },
        { role: 'user', content: 'say exactly: bye' },
      ],
    });
    expect(again.content.at(-1)).toMatchObject({ text: 'bye' });
  });
});
