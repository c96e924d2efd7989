import type { ChatResponse } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { scenarios } from '../openai-chat/stream-scenarios.ts';
import { type OllamaServer, type Reply, startOllamaServer } from './ollama-server.ts';

let server: OllamaServer;
beforeAll(async () => {
  server = await startOllamaServer();
});
afterAll(() => server.close());

const messages = [{ role: 'user', content: 'hi' }];
const params = { model: 'bedrock/claude', messages };

async function partsOf(reply: Reply): Promise<ChatResponse[]> {
  server.replyWith(reply);
  const parts: ChatResponse[] = [];
  for await (const part of await server.client.chat({ ...params, stream: true })) parts.push(part);
  return parts;
}

/** The parts put together, as applications do. */
async function streamed(reply: Reply): Promise<ChatResponse> {
  const parts = await partsOf(reply);
  const last = parts.at(-1);
  if (last === undefined) throw new Error('the stream is empty');
  const said = (read: (part: ChatResponse) => string | undefined) =>
    parts.map((part) => read(part) ?? '').join('');
  const calls = parts.flatMap(({ message }) => message.tool_calls ?? []);
  return {
    ...last,
    message: {
      role: 'assistant',
      content: said(({ message }) => message.content),
      thinking: said(({ message }) => message.thinking) || undefined,
      tool_calls: calls.length === 0 ? undefined : calls,
    },
  };
}

async function whole(reply: Reply): Promise<ChatResponse> {
  server.replyWith(reply);
  return server.client.chat({ ...params, stream: false });
}

describe.each([
  ['streamed', streamed],
  ['whole', whole],
] as const)('the Ollama client, %s', (_how, read) => {
  it('reads text, byte for byte', async () => {
    const answer = await read(scenarios.text);
    expect(answer.message.content).toBe('Hei 👩‍👩‍👧 \u2028"\\ verden');
    expect(answer).toMatchObject({
      model: 'bedrock/claude',
      created_at: '2023-11-14T22:13:20.000Z',
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 42,
      eval_count: 7,
    });
  });

  it('reads parallel tool calls whole, the one without arguments as an empty object', async () => {
    const { message, done_reason } = await read(scenarios['parallel-tools']);
    expect(message.content).toBe('Two calls.');
    expect(message.tool_calls).toEqual([
      { id: 'a', function: { index: 0, name: 'tool_a', arguments: { city: 'Oslo' } } },
      { id: 'b', function: { index: 1, name: 'tool_b', arguments: {} } },
    ]);
    expect(done_reason).toBe('stop');
  });

  it('reads thinking apart from the text', async () => {
    const { message } = await read(scenarios.thinking);
    expect(message).toMatchObject({ content: 'Four.', thinking: 'First, count. 🧮' });
  });

  it('reads a call that was cut as no call, and the length as the reason', async () => {
    const { message, done_reason } = await read(scenarios['cut-off']);
    expect(message.tool_calls).toBeUndefined();
    expect(done_reason).toBe('length');
  });

  it('throws what a failure before the answer says', async () => {
    const error = new AppError({ code: 'rate_limited', message: 'Slow down.', retryAfterMs: 1000 });
    await expect(read(error)).rejects.toMatchObject({ message: 'Slow down.', status_code: 429 });
  });
});

describe('the Ollama client', () => {
  it('throws the error of a stream that breaks, after what came before', async () => {
    server.replyWith(scenarios.error);
    const seen: string[] = [];
    const read = async () => {
      const stream = await server.client.chat({ ...params, stream: true });
      for await (const { message } of stream) seen.push(message.content);
    };
    await expect(read()).rejects.toThrow('Every region is overloaded.');
    expect(seen).toContain('Half an ans');
  });

  it('gets a role, content and done on every line, and done once, last', async () => {
    const parts = await partsOf(scenarios['parallel-tools']);
    for (const { message } of parts) {
      expect(message.role).toBe('assistant');
      expect(typeof message.content).toBe('string');
    }
    expect(parts.map(({ done }) => done)).toEqual([...parts.slice(1).map(() => false), true]);
  });

  it('completes a prompt', async () => {
    server.replyWith(scenarios.text);
    const request = { model: 'm', prompt: 'hi', system: 'Be brief.' } as const;
    const answer = await server.client.generate({ ...request, stream: false });
    expect(answer).toMatchObject({
      response: 'Hei 👩‍👩‍👧 \u2028"\\ verden',
      done: true,
      done_reason: 'stop',
    });
    let text = '';
    for await (const { response } of await server.client.generate({ ...request, stream: true }))
      text += response;
    expect(text).toBe(answer.response);
  });

  it('is told that nothing can be inserted', async () => {
    const request = server.client.generate({ model: 'm', prompt: 'def f(', suffix: 'return x' });
    await expect(request).rejects.toMatchObject({ message: 'm does not support insert', status_code: 400 });
  });

  it('loads and unloads a model at once', async () => {
    expect(await server.client.chat({ model: 'm:latest' })).toMatchObject({
      model: 'm',
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'load',
    });
    expect(await server.client.generate({ model: 'm', prompt: '', keep_alive: 0 })).toMatchObject({
      response: '',
      done_reason: 'unload',
    });
    for await (const part of await server.client.chat({ model: 'm', messages: [], stream: true }))
      expect(part.done_reason).toBe('load');
  });

  it('lists and shows models', async () => {
    const { models } = await server.client.list();
    expect(models.map(({ name }) => name)).toEqual(['bedrock/claude', 'plain']);
    expect(new Set(models.map(({ digest }) => digest)).size).toBe(2);
    for (const { digest } of models) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const shown = await server.client.show({ model: 'bedrock/claude:latest' });
    expect(shown.capabilities).toEqual(['completion', 'tools', 'vision', 'thinking']);
    expect(shown.model_info).toEqual({
      'general.architecture': 'krouter',
      'general.basename': 'Claude',
      'krouter.context_length': 200_000,
    });
    expect(shown.template).not.toContain('.Suffix');
    await expect(server.client.show({ model: 'nope' })).rejects.toMatchObject({
      message: "model 'nope' not found",
      status_code: 404,
    });
    expect(await server.client.ps()).toEqual({ models: [] });
    const { version } = await server.client.version();
    expect(version).toMatch(/^0\.\d+\.\d+$/);
    expect(Number(version.split('.')[1])).toBeGreaterThan(6);
  });

  it('pulls what is there, and nothing else', async () => {
    expect(await server.client.pull({ model: 'plain', stream: false })).toEqual({ status: 'success' });
    const seen: string[] = [];
    for await (const { status } of await server.client.pull({ model: 'plain', stream: true }))
      seen.push(status);
    expect(seen).toEqual(['pulling manifest', 'success']);
    await expect(server.client.pull({ model: 'nope' })).rejects.toThrow("model 'nope' not found");
  });

  it('is told what kRouter does not do', async () => {
    const { client } = server;
    await expect(client.embed({ model: 'm', input: 'x' })).rejects.toThrow('no embeddings');
    await expect(client.embeddings({ model: 'm', prompt: 'x' })).rejects.toThrow('no embeddings');
    await expect(client.copy({ source: 'a', destination: 'b' })).rejects.toThrow('not supported');
    await expect(client.delete({ model: 'a' })).rejects.toThrow('not supported');
    await expect(client.push({ model: 'a' })).rejects.toThrow('not supported');
    await expect(client.create({ model: 'a', from: 'b' })).rejects.toThrow('not supported');
  });
});
