import {
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  CountTokensCommand,
  InvokeModelCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { HAIKU_45, runtimeClient, SONNET_46, startOne } from './support.ts';

const NOVA = 'us.amazon.nova-pro-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const MISTRAL_7B = 'mistral.mistral-7b-instruct-v0:2';
const MISTRAL_LARGE = 'mistral.mistral-large-2407-v1:0';
const R1 = 'us.deepseek.r1-v1:0';
const GPT = 'openai.gpt-oss-120b-1:0';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TOOLS = {
  tools: [{ toolSpec: { name: 'look', inputSchema: { json: { type: 'object', properties: {} } } } }],
};
const CALLED: Message[] = [
  { role: 'user', content: [{ text: 'use tool look' }] },
  { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'look', input: {} } }] },
];

let simulator: Simulator;
let region: SimulatedRegion;
beforeAll(async () => {
  ({ simulator, region } = await startOne());
});
afterAll(() => simulator.close());

function user(...content: NonNullable<Message['content']>): Message {
  return { role: 'user', content };
}

const HI = [user({ text: 'say exactly: hi' })];

function converse(input: Partial<ConverseCommandInput>) {
  return runtimeClient(region).send(new ConverseCommand({ modelId: NOVA, messages: HI, ...input }));
}

async function stream(input: Partial<ConverseCommandInput>): Promise<readonly ConverseStreamOutput[]> {
  const answer = await runtimeClient(region).send(
    new ConverseStreamCommand({ modelId: NOVA, messages: HI, ...input }),
  );
  const events: ConverseStreamOutput[] = [];
  for await (const event of answer.stream ?? []) events.push(event);
  return events;
}

describe('Converse and ConverseStream, as AWS’s own client meets them', () => {
  it.each([NOVA, GPT, LLAMA, SONNET_46])('%s answers', async (modelId) => {
    const { output, stopReason, usage, metrics } = await converse({
      modelId,
      inferenceConfig: { maxTokens: 50 },
    });
    expect(output?.message?.content?.at(-1)).toEqual({ text: 'hi' });
    expect(stopReason).toBe('end_turn');
    expect(usage?.totalTokens).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
    expect(metrics?.latencyMs).toBeGreaterThan(0);
  });

  it('streams text, calls and usage in Bedrock’s order', async () => {
    const events = await stream({
      messages: [user({ text: 'use tool look with {"a":1}' })],
      toolConfig: TOOLS,
    });
    const names = events.map((event) => Object.keys(event)[0]);
    expect(names[0]).toBe('messageStart');
    expect(names.slice(-3)).toEqual(['contentBlockStop', 'messageStop', 'metadata']);
    expect(events[1]?.contentBlockStart?.start?.toolUse).toMatchObject({
      name: 'look',
      toolUseId: expect.stringMatching(/^tooluse_/),
    });
    const input = events
      .map(({ contentBlockDelta }) => contentBlockDelta?.delta?.toolUse?.input ?? '')
      .join('');
    expect(JSON.parse(input)).toEqual({ a: 1 });
  });

  it('Claude thinks and signs; others show what they thought, unsigned', async () => {
    const thinking = { thinking: { type: 'enabled', budget_tokens: 1024 } };
    const claude = await converse({
      modelId: HAIKU_45,
      additionalModelRequestFields: thinking,
      inferenceConfig: { maxTokens: 3000 },
    });
    const [first] = claude.output?.message?.content ?? [];
    expect(first?.reasoningContent?.reasoningText?.signature).toMatch(/.{40}/);
    const r1 = await converse({ modelId: R1 });
    const [shown] = r1.output?.message?.content ?? [];
    expect(shown?.reasoningContent?.reasoningText).toEqual({ text: expect.stringMatching(/./) });
  });

  it('caches at cache points', async () => {
    const messages = [
      user({ text: 'word '.repeat(6000) }, { cachePoint: { type: 'default' } }, { text: 'hi' }),
    ];
    const first = await converse({ messages });
    const second = await converse({ messages });
    expect(first.usage?.cacheWriteInputTokens).toBeGreaterThan(1000);
    expect(second.usage?.cacheReadInputTokens).toBe(first.usage?.cacheWriteInputTokens);
    expect(first.usage?.cacheDetails).toContainEqual({
      ttl: '5m',
      inputTokens: first.usage?.cacheWriteInputTokens,
    });
  });

  it('counts tokens for Claude alone', async () => {
    const count = (modelId: string) =>
      runtimeClient(region).send(new CountTokensCommand({ modelId, input: { converse: { messages: HI } } }));
    expect((await count('anthropic.claude-sonnet-4-6')).inputTokens).toBeGreaterThan(0);
    await expect(count('amazon.nova-pro-v1:0')).rejects.toThrow("doesn't support counting tokens");
  });

  it('another vendor’s model refuses Claude’s body', async () => {
    const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: [] });
    const call = runtimeClient(region).send(
      new InvokeModelCommand({ modelId: 'amazon.nova-pro-v1:0', body }),
    );
    await expect(call).rejects.toThrow('extraneous key');
  });
});

describe('what Converse refuses, in Bedrock’s words', () => {
  const document = (name: string) => ({
    document: { format: 'txt' as const, name, source: { bytes: Buffer.from('x') } },
  });
  const signed = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } };

  it.each<[string, Partial<ConverseCommandInput>, RegExp]>([
    ['an unknown model', { modelId: 'amazon.nova-9' }, /model identifier is invalid/],
    ['a model without its profile', { modelId: 'meta.llama3-3-70b-instruct-v1:0' }, /on-demand throughput/],
    ['nothing', { messages: [] }, /must start with a user message/],
    ['an assistant first', { messages: CALLED.slice(1) }, /must start with a user message/],
    ['two of one role', { messages: [...HI, ...HI] }, /must alternate/],
    ['no content', { messages: [user()] }, /content field in the Message object at messages.0 is empty/],
    ['blank text', { messages: [user({ text: ' ' })] }, /messages.0.content.0 is blank/],
    ['too much to write', { inferenceConfig: { maxTokens: 10_001 } }, /exceeds the model limit of 10000/],
    ['too hot', { inferenceConfig: { temperature: 1.5 } }, /less than or equal to 1/],
    [
      'a wrong image format',
      { messages: [user({ image: { format: 'jpeg', source: { bytes: PNG } } })] },
      /does not match/,
    ],
    [
      'a bad document name',
      { messages: [user(document('a.txt'), { text: 'x' })] },
      /file name can only contain/,
    ],
    [
      'two documents of one name',
      { messages: [user(document('a'), document('a'), { text: 'x' })] },
      /not unique/,
    ],
    ['a document alone', { messages: [user(document('a'))] }, /text block must be included/],
    [
      'calls without tools',
      { messages: [...CALLED, user({ text: 'x' })] },
      /toolConfig field must be defined/,
    ],
    ['no tools', { toolConfig: { tools: [] } }, /'toolConfig.tools' failed/],
    [
      'a call without result',
      { messages: [...CALLED, user({ text: 'x' })], toolConfig: TOOLS },
      /Expected toolResult blocks at messages.2.content for the following Ids: t1/,
    ],
    [
      'a result without call',
      { messages: [user({ toolResult: { toolUseId: 't9', content: [{ text: 'x' }] } })], toolConfig: TOOLS },
      /exceeds the number of toolUse blocks/,
    ],
    [
      'a choice among no tools',
      { toolConfig: { ...TOOLS, toolChoice: { tool: { name: 'other' } } } },
      /not found in provided tools/,
    ],
    ['a system prompt', { modelId: MISTRAL_7B, system: [{ text: 'x' }] }, /doesn't support system messages/],
    ['tools', { modelId: R1, toolConfig: TOOLS }, /doesn't support tool use\./],
    [
      'a forced tool',
      { modelId: GPT, toolConfig: { ...TOOLS, toolChoice: { any: {} } } },
      /toolConfig.toolChoice.any field/,
    ],
    [
      'stop sequences',
      { modelId: GPT, inferenceConfig: { stopSequences: ['x'] } },
      /doesn't support the stopSequences field/,
    ],
    [
      'images',
      { modelId: LLAMA, messages: [user({ image: { format: 'png', source: { bytes: PNG } } })] },
      /doesn't support the image content block/,
    ],
    [
      'documents',
      { modelId: GPT, messages: [user(document('a'), { text: 'x' })] },
      /doesn't support documents/,
    ],
    [
      'a cache point',
      { modelId: GPT, system: [{ text: 'x' }, { cachePoint: { type: 'default' } }] },
      /did not allow prompt caching/,
    ],
    [
      'text beside results',
      {
        modelId: MISTRAL_LARGE,
        messages: [
          ...CALLED,
          user({ toolResult: { toolUseId: 't1', content: [{ text: 'x' }] } }, { text: 'y' }),
        ],
        toolConfig: TOOLS,
      },
      /cannot be provided in the same turn/,
    ],
    [
      'a signature',
      { modelId: R1, messages: [...HI, { role: 'assistant', content: [signed] }, ...HI] },
      /reasoningText.signature field/,
    ],
    ['a field of another model', { additionalModelRequestFields: { top_k: 1 } }, /extraneous key \[top_k\]/],
    [
      'what Claude itself refuses',
      { modelId: HAIKU_45, additionalModelRequestFields: { thinking: { type: 'adaptive' } } },
      /adaptive thinking is not supported/,
    ],
  ])('%s', async (_, input, words) => {
    await expect(converse(input)).rejects.toMatchObject({
      name: expect.stringMatching(/Validation/),
      message: expect.stringMatching(words),
    });
  });

  it('tools in a stream, where the model takes them whole', async () => {
    await expect(stream({ modelId: LLAMA, toolConfig: TOOLS })).rejects.toThrow(
      "doesn't support tool use in streaming mode",
    );
    await expect(converse({ modelId: LLAMA, toolConfig: TOOLS })).resolves.toMatchObject({
      stopReason: 'end_turn',
    });
  });
});

describe('faults in a ConverseStream', () => {
  it('are the exceptions they name, after what came before', async () => {
    await region.fault({
      kind: 'exception',
      exception: 'throttlingException',
      message: 'Slow down',
      after: 2,
      times: 1,
    });
    await expect(stream({})).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Slow down' });
    await expect(stream({})).resolves.toContainEqual({ messageStop: { stopReason: 'end_turn' } });
  });
});
