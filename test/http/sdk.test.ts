import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { closing, opening, textDelta, toolCall } from './anthropic-sse.ts';
import { closeEdges, KEY, startEdge } from './edge-fixture.ts';
import { pause, play } from './scripted-engine.ts';

afterEach(closeEdges);

const MESSAGES: [{ role: 'user'; content: string }] = [{ role: 'user', content: 'Hi' }];
const MODEL = 'claude-sonnet-4-6';

describe('the official OpenAI SDK', () => {
  const client = (url: string, options: object = {}) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, ...options });

  it('gets whole and streamed answers, tool calls included', async () => {
    const { url, engine } = await startEdge();
    const whole = await client(url).chat.completions.create({ model: MODEL, messages: MESSAGES });
    expect(whole.choices[0]?.message.content).toBe('Hello');
    expect(whole._request_id).toMatch(/^req_/);
    engine.script = play(
      opening(),
      toolCall(['{"city":', '"Oslo"}']),
      closing('tool_use').replace('"index":0', '"index":1'),
    );
    const stream = client(url).chat.completions.stream({ model: MODEL, messages: MESSAGES });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    });
  });

  it('throws the error of a broken stream', async () => {
    const { url, engine } = await startEdge();
    engine.script = play(opening(), textDelta('par'));
    const stream = await client(url).chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      stream: true,
    });
    const read = async () => {
      for await (const _chunk of stream);
    };
    await expect(read()).rejects.toThrow(/incomplete/);
  });

  it('does not repeat what a retry cannot help, and repeats what it can', async () => {
    const { url, engine } = await startEdge();
    engine.refusal = new AppError({ code: 'internal', message: 'Broken for good.' });
    await expect(client(url).chat.completions.create({ model: MODEL, messages: MESSAGES })).rejects.toThrow(
      '500',
    );
    expect(engine.requests).toHaveLength(1);
    engine.refusal = new AppError({ code: 'overloaded', message: 'Busy.', retry: 'next', retryAfterMs: 10 });
    await expect(client(url).chat.completions.create({ model: MODEL, messages: MESSAGES })).rejects.toThrow(
      '503',
    );
    expect(engine.requests).toHaveLength(4);
  });

  it('lists and shows models', async () => {
    const { url } = await startEdge();
    const ids: string[] = [];
    for await (const model of client(url).models.list()) ids.push(model.id);
    expect(ids).toContain('combo/regulated');
    expect((await client(url).models.retrieve('combo/regulated')).id).toBe('combo/regulated');
  });

  it('is told of a wrong key', async () => {
    const { url } = await startEdge();
    const wrong = client(url, { apiKey: 'sk-wrong' });
    await expect(wrong.chat.completions.create({ model: MODEL, messages: MESSAGES })).rejects.toThrow(
      OpenAI.AuthenticationError,
    );
  });
});

describe('the official Anthropic SDK', () => {
  const client = (url: string, options: object = {}) =>
    new Anthropic({ baseURL: url, apiKey: KEY, ...options });
  const params = { model: MODEL, max_tokens: 100, messages: MESSAGES };

  it('gets whole and streamed answers, tool calls included', async () => {
    const { url, engine } = await startEdge();
    const whole = await client(url).messages.create(params);
    expect(whole.content).toMatchObject([{ type: 'text', text: 'Hello' }]);
    expect(whole._request_id).toMatch(/^req_/);
    engine.script = play(
      opening(),
      toolCall(['{"city":', '"Oslo"}']),
      closing('tool_use').replace('"index":0', '"index":1'),
    );
    const message = await client(url).messages.stream(params).finalMessage();
    expect(message.content[1]).toMatchObject({
      type: 'tool_use',
      name: 'get_weather',
      input: { city: 'Oslo' },
    });
    expect(message.stop_reason).toBe('tool_use');
  });

  it('throws the error of a broken stream', async () => {
    const { url, engine } = await startEdge();
    engine.script = play(opening(), textDelta('par'));
    await expect(client(url).messages.stream(params).finalMessage()).rejects.toThrow(/incomplete/);
  });

  it('stops the upstream when its stream is aborted', async () => {
    const { url, engine } = await startEdge();
    engine.script = async function* () {
      yield opening() + textDelta('Hi');
      await pause(5_000);
      yield closing();
    };
    const stream = client(url).messages.stream(params);
    stream.on('text', () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow(Anthropic.APIUserAbortError);
    await pause(60);
    expect(engine.outcomes).toEqual([{ status: 'cancelled' }]);
  });

  it('counts tokens and lists models', async () => {
    const { url } = await startEdge();
    const { max_tokens: _unused, ...counted } = params;
    expect(await client(url).messages.countTokens(counted)).toMatchObject({ input_tokens: 42 });
    const ids: string[] = [];
    for await (const model of client(url).models.list({ limit: 1 })) ids.push(model.id);
    expect(ids).toHaveLength(3);
  });

  it('is told of a wrong key and of an unknown route', async () => {
    const { url } = await startEdge();
    await expect(client(url, { apiKey: 'sk-wrong' }).messages.create(params)).rejects.toThrow(
      Anthropic.AuthenticationError,
    );
    await expect(client(url).messages.batches.list()).rejects.toThrow(Anthropic.NotFoundError);
  });
});
