import type AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { APIError, BadRequestError, NotFoundError, PermissionDeniedError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearerSdk, bedrockSdk, gather, KROUTER_KEYS } from './bedrock-sdks.ts';
import { PNG } from './samples.ts';
import { closeEngines, PAIR, pairOf, type RunningEngine, startEngine, until } from './start-engine.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const TOOL = {
  name: 'get_weather',
  description: 'Current weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } } },
};
const CALL = 'use tool get_weather with {"city":"Zürich"}';

let engine: RunningEngine;
let anthropic: AnthropicBedrock;

beforeAll(async () => {
  engine = await startEngine();
  anthropic = bedrockSdk(engine);
});
beforeEach(async () => {
  for (const region of engine.regions) {
    await region.fault();
    region.clear();
  }
});
afterAll(closeEngines);

describe('@anthropic-ai/bedrock-sdk', () => {
  const ask = (content: string, more = {}) => ({
    model: SONNET,
    max_tokens: 2000,
    messages: [{ role: 'user' as const, content }],
    ...more,
  });

  it.each([
    ['signing with kRouter’s key', () => bedrockSdk(engine)],
    ['with kRouter’s key as bearer', () => bearerSdk(engine)],
    ['with a base URL of /bedrock', () => bedrockSdk(engine, KROUTER_KEYS, '/bedrock')],
  ])('chats %s', async (_, make) => {
    const message = await make().messages.create(ask('say exactly: grüß dich'));
    expect(message).toMatchObject({
      model: SONNET,
      content: [{ type: 'text', text: 'grüß dich' }],
      stop_reason: 'end_turn',
    });
    expect(message.usage.input_tokens).toBeGreaterThan(0);
  });

  it('streams, thinks, calls tools and sends all of it back', async () => {
    const thinking = { thinking: { type: 'adaptive' as const } };
    const first = await anthropic.messages.stream(ask(CALL, { tools: [TOOL], ...thinking })).finalMessage();
    expect(first.content.map(({ type }) => type)).toEqual(['thinking', 'tool_use']);
    const call = first.content.find((block) => block.type === 'tool_use');
    expect(call?.input).toEqual({ city: 'Zürich' });
    const answer = await anthropic.messages.create({
      ...ask(CALL, { tools: [TOOL], ...thinking }),
      messages: [
        { role: 'user', content: CALL },
        { role: 'assistant', content: first.content },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: call?.id ?? '', content: '18 degrees' }],
        },
      ],
    });
    expect(answer.stop_reason).toBe('end_turn');
  });

  it('sends images and beta flags', async () => {
    const image = {
      type: 'image' as const,
      source: { type: 'base64' as const, media_type: 'image/png' as const, data: PNG },
    };
    const { stop_reason } = await anthropic.beta.messages.create({
      ...ask(''),
      betas: ['context-management-2025-06-27'],
      messages: [{ role: 'user', content: [image, { type: 'text', text: 'what is this?' }] }],
    });
    expect(stop_reason).toBe('end_turn');
    const sent = pairOf(engine)[0].requests.at(-1)?.json();
    expect(sent).toMatchObject({
      anthropic_beta: ['context-management-2025-06-27'],
      messages: [{ content: [{ type: 'image' }, {}] }],
    });
  });

  it('meets errors as it would meet Bedrock’s', async () => {
    await expect(
      anthropic.messages.create(ask('hi', { model: 'anthropic.claude-nonsense-9' })),
    ).rejects.toBeInstanceOf(NotFoundError);
    await expect(anthropic.messages.create(ask('hi', { max_tokens: -1 }))).rejects.toBeInstanceOf(
      BadRequestError,
    );
    const stranger = bedrockSdk(engine, {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI',
    });
    const refused = await stranger.messages.create(ask('hi')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PermissionDeniedError);
    expect(String(refused)).toMatch(/AWS_ACCESS_KEY_ID=krouter/);
    expect(engine.logLines.join('\n')).not.toMatch(/AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/);
    expect(pairOf(engine)[0].requests.filter(({ operation }) => operation?.startsWith('Invoke'))).toEqual([]);
  });

  it('sees a stream that breaks as an error, never as an answer', async () => {
    for (const region of engine.regions)
      await region.fault({ kind: 'exception', exception: 'throttlingException', after: 3 });
    const stream = anthropic.messages.stream(ask('count to 40'));
    await expect(stream.finalMessage()).rejects.toThrow(/throttlingException|unexpected error/);
  });

  it('hangs up, and so does kRouter', async () => {
    const [home] = pairOf(engine);
    await home.fault({ kind: 'stall', ms: 20_000, after: 2 });
    const stream = anthropic.messages.stream(
      ask('count to 40', { model: `bedrock-${home.region}/${SONNET}` }),
    );
    await new Promise<void>((resolve) => {
      stream.on('text', () => resolve());
    });
    stream.abort();
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(APIError);
    await until(() => home.requests.some(({ aborted }) => aborted));
  });

  it('is answered from the next region when the first one fails, in one clean stream', async () => {
    const [first, second] = pairOf(engine);
    await first.fault({ kind: 'exception', exception: 'serviceUnavailableException', after: 'headers' });
    const events = await gather(
      await anthropic.messages.create({ ...ask('count to 20'), model: PAIR, stream: true }),
    );
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'message_start')).toHaveLength(1);
    expect(types.at(-1)).toBe('message_stop');
    expect(second.requests.some(({ operation }) => operation === 'InvokeModelWithResponseStream')).toBe(true);
  });
});
