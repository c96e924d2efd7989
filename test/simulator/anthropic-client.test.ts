import type { MessageParam } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { anthropicClient, HAIKU_45, OPUS_48, SONNET_46, startOne } from './support.ts';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne());
});
afterAll(() => simulator.close());

const weather = {
  name: 'get_weather',
  description: 'Weather of a city',
  input_schema: {
    type: 'object' as const,
    properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
    required: ['city', 'days'],
  },
};

describe("Anthropic's Bedrock client", () => {
  it('creates a message; its 2026 API version is taken', async () => {
    const message = await anthropicClient(region).messages.create({
      model: SONNET_46,
      max_tokens: 200,
      messages: [{ role: 'user', content: 'Hello there' }],
    });
    expect(region.requests.at(-1)?.json()).toMatchObject({ anthropic_version: '2026-10-21' });
    expect(message.stop_reason).toBe('end_turn');
    expect(message.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('Hello there') });
  });

  it('streams parallel tool calls and takes their results', async () => {
    const client = anthropicClient(region);
    const question = {
      role: 'user' as const,
      content:
        'Please use tool get_weather with {"city":"Köln 🌦","days":3} and use tool get_weather with {"city":"a } b","days":2}',
    };
    const stream = client.messages.stream({
      model: SONNET_46,
      max_tokens: 500,
      tools: [weather],
      messages: [question],
    });
    const message = await stream.finalMessage();
    expect(message.stop_reason).toBe('tool_use');
    expect(message.content).toMatchObject([
      { type: 'tool_use', name: 'get_weather', input: { city: 'Köln 🌦', days: 3 } },
      { type: 'tool_use', name: 'get_weather', input: { city: 'a } b', days: 2 } },
    ]);
    const ids = message.content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    expect(new Set(ids).size).toBe(2);
    const after = await client.messages.create({
      model: SONNET_46,
      max_tokens: 500,
      tools: [weather],
      messages: [
        question,
        { role: 'assistant', content: message.content },
        {
          role: 'user',
          content: ids.map((id) => ({
            type: 'tool_result' as const,
            tool_use_id: id,
            content: '18 degrees',
          })),
        },
      ],
    });
    expect(after.content[0]).toMatchObject({ text: expect.stringContaining('18 degrees') });
  });

  it('makes up arguments from the schema when a tool is forced, and keeps to one when told', async () => {
    const message = await anthropicClient(region).messages.create({
      model: SONNET_46,
      max_tokens: 500,
      tools: [weather],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      messages: [{ role: 'user', content: 'anything' }],
    });
    expect(message.content).toMatchObject([{ name: 'get_weather', input: { city: 'example', days: 2 } }]);
  });

  it('thinks with a budget, and takes its signed thinking back', async () => {
    const client = anthropicClient(region);
    const base = {
      model: HAIKU_45,
      max_tokens: 3000,
      thinking: { type: 'enabled' as const, budget_tokens: 1024 },
      tools: [weather],
    };
    const question = {
      role: 'user' as const,
      content: 'redacted thinking: use tool get_weather with {"city":"Rome","days":2}',
    };
    const message = await client.messages.stream({ ...base, messages: [question] }).finalMessage();
    expect(message.content.map((block) => block.type)).toEqual(['thinking', 'redacted_thinking', 'tool_use']);
    const [call] = message.content.filter((block) => block.type === 'tool_use');
    const result = {
      role: 'user' as const,
      content: [{ type: 'tool_result' as const, tool_use_id: call?.id ?? '', content: 'sunny' }],
    };
    const replay = (content: MessageParam['content']) =>
      client.messages.create({ ...base, messages: [question, { role: 'assistant', content }, result] });
    expect((await replay(message.content)).content.at(-1)).toMatchObject({
      text: expect.stringContaining('sunny'),
    });
    const changed = message.content.map((block) =>
      block.type === 'thinking' ? { ...block, thinking: `${block.thinking}!` } : block,
    );
    await expect(replay(changed)).rejects.toThrow(
      'messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.',
    );
    const forged = message.content.map((block) =>
      block.type === 'thinking' ? { ...block, signature: 'Zm9yZ2Vk' } : block,
    );
    await expect(replay(forged)).rejects.toThrow('Invalid `signature` in `thinking` block');
    await expect(replay(message.content.filter((block) => block.type === 'tool_use'))).rejects.toThrow(
      'Expected `thinking` or `redacted_thinking`, but found `tool_use`',
    );
  });

  it('thinks adaptively: hidden unless asked to show it, and not at all with low effort', async () => {
    const think = async (more: object) =>
      (
        await anthropicClient(region).messages.create({
          model: OPUS_48,
          max_tokens: 3000,
          messages: [{ role: 'user', content: 'Hello' }],
          ...more,
        })
      ).content[0];
    expect(await think({ thinking: { type: 'adaptive' } })).toMatchObject({
      type: 'thinking',
      thinking: '',
      signature: expect.stringMatching(/^[A-Za-z0-9+/]{80,}/),
    });
    expect(await think({ thinking: { type: 'adaptive', display: 'summarized' } })).toMatchObject({
      type: 'thinking',
      thinking: expect.stringMatching(/\w+/),
    });
    expect(await think({ thinking: { type: 'adaptive' }, output_config: { effort: 'low' } })).toMatchObject({
      type: 'text',
    });
    expect(await think({})).toMatchObject({ type: 'text' });
  });

  it('stops at stop sequences and at max_tokens, also inside tool arguments', async () => {
    const client = anthropicClient(region);
    const ask = (content: string, more: object) =>
      client.messages.create({
        model: SONNET_46,
        max_tokens: 100,
        messages: [{ role: 'user', content }],
        ...more,
      });
    expect(await ask('count to 20', { stop_sequences: ['zzz', ' 7'] })).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: ' 7',
      content: [{ text: '1 2 3 4 5 6' }],
    });
    expect(await ask('count to 20', { max_tokens: 4 })).toMatchObject({
      stop_reason: 'max_tokens',
      content: [{ text: '1 2 3 4' }],
      usage: { output_tokens: 4 },
    });
    expect(
      await ask('use tool get_weather with {"city":"Llanfairpwllgwyngyll","days":3}', {
        tools: [weather],
        max_tokens: 2,
      }),
    ).toMatchObject({ stop_reason: 'max_tokens', content: [{ type: 'tool_use', input: {} }] });
  });

  it('refuses when asked to, and writes JSON to a schema', async () => {
    const client = anthropicClient(region);
    const refusal = await client.messages.create({
      model: SONNET_46,
      max_tokens: 100,
      messages: [{ role: 'user', content: 'refuse this' }],
    });
    expect(refusal).toMatchObject({ stop_reason: 'refusal', content: [], stop_details: { type: 'refusal' } });
    const schema = {
      type: 'object',
      properties: { tags: { type: 'array', items: { enum: ['a', 'b'] } }, ok: { $ref: '#/$defs/flag' } },
      required: ['tags', 'ok'],
      additionalProperties: false,
      $defs: { flag: { type: 'boolean' } },
    };
    const structured = await client.messages.create({
      model: SONNET_46,
      max_tokens: 100,
      output_config: { format: { type: 'json_schema', schema } },
      messages: [{ role: 'user', content: 'go' }],
    });
    expect(structured.content).toMatchObject([{ text: '{"tags":["a"],"ok":true}' }]);
  });

  it('sees images', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const source = { type: 'base64' as const, media_type: 'image/png' as const, data: png };
    const message = await anthropicClient(region).messages.create({
      model: SONNET_46,
      max_tokens: 200,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source },
            { type: 'text', text: 'What is it?' },
          ],
        },
      ],
    });
    expect(message.content[0]).toMatchObject({ text: expect.stringContaining('1 image') });
  });
});
