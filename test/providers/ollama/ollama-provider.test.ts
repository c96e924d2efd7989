import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ollamaProviderSchema } from '../../../contract/plain-providers.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { Provider } from '../../../main/core/provider.ts';
import { createOllamaProvider } from '../../../main/providers/ollama/create-ollama-provider.ts';
import { ask, checkAll, errorOf, portsWith, textOf } from '../plain-api/ask.ts';
import { type OllamaTestServer, startOllama } from './ollama-server.ts';

let server: OllamaTestServer;
beforeEach(async () => {
  server = await startOllama();
});
afterEach(() => server.close());

function provider(members: object = {}): Provider {
  const config = ollamaProviderSchema.parse({
    id: 'ollama',
    type: 'ollama',
    baseUrl: server.url,
    ...members,
  });
  return createOllamaProvider(config, portsWith({ OLLAMA_API_KEY: 'ollama-key-0123456789' }));
}

function optionsOf(prompt: number): unknown {
  return server.prompts.at(prompt)?.['options'];
}

function long(characters: number): Partial<ChatRequest> {
  return { messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(characters) }] }] };
}

const tool = { kind: 'function', name: 'get_weather', inputSchema: { type: 'object' } } as const;
const image = {
  type: 'image',
  media: { kind: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' },
} as const;

describe('an Ollama server', () => {
  it('answers with text and counts', async () => {
    const answer = await ask(provider(), 'qwen3');
    expect(textOf(answer)).toBe('Here is Ollama.');
    expect(answer).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 50, outputTokens: 20 } });
    expect(server.prompts[0]).toMatchObject({ model: 'qwen3:latest', stream: true, truncate: false });
    expect(server.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('lists chat models with their context, and knows them with and without :latest', async () => {
    const one = provider();
    expect(await one.list()).toMatchObject([
      {
        id: 'qwen3:latest',
        baseId: 'qwen3',
        contextTokens: 40_960,
        capabilities: { tools: true, images: false, documents: false, reasoning: true },
      },
      {
        id: 'gemma3:4b',
        baseId: 'gemma3:4b',
        contextTokens: 131_072,
        capabilities: { tools: false, images: true, documents: false, reasoning: false },
      },
    ]);
    expect((await one.resolve('qwen3'))?.id).toBe('qwen3:latest');
    expect((await one.resolve('qwen3:latest'))?.id).toBe('qwen3:latest');
    expect(await one.resolve('gemma3')).toBeUndefined();
    expect(server.seen.filter(({ path }) => path === '/api/tags')).toHaveLength(1);
  });

  it('never cuts a prompt in silence', async () => {
    const one = provider();
    expect(textOf(await ask(one, 'qwen3', long(60_000)))).toBe('Here is Ollama.');
    expect(textOf(await ask(one, 'qwen3'))).toBe('Here is Ollama.');
    expect([optionsOf(0), optionsOf(1)]).toEqual([{ num_ctx: 32_768 }, { num_ctx: 8192 }]);
  });

  it('is loaded with the size that the user set, whatever a call would need', async () => {
    const one = provider({ contextTokens: 16_384 });
    await ask(one, 'qwen3', long(100));
    await ask(one, 'qwen3', long(60_000));
    expect([optionsOf(0), optionsOf(1)]).toEqual([{ num_ctx: 16_384 }, { num_ctx: 16_384 }]);
  });

  it('calls tools, thinks, and gets a key where there is one', async () => {
    const one = provider({ credentials: { source: 'env' } });
    const answer = await ask(one, 'qwen3', { tools: [tool], reasoning: { mode: 'adaptive' } });
    expect(answer.blocks).toMatchObject([
      { start: { type: 'thinking' }, thinking: 'Hm.' },
      { start: { type: 'tool-use', id: 'call_1a2b3c4d' }, arguments: '{"city":"Oslo"}' },
    ]);
    expect(answer.stopReason).toBe('tool_use');
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer ollama-key-0123456789');
  });

  it('passes its check', async () => {
    expect(await checkAll(provider())).toMatchObject([
      { name: 'credentials', ok: true },
      { name: 'models', ok: true },
      { name: 'answer', ok: true, detail: 'qwen3:latest answered "Here is Ollama.".' },
    ]);
  });
});

describe('a model that cannot do everything', () => {
  it('is asked without thinking, and that is told', async () => {
    const answer = await ask(provider(), 'gemma3:4b', { reasoning: { mode: 'adaptive', effort: 'high' } });
    expect(textOf(answer)).toBe('Here is Ollama.');
    expect(answer.warnings).toEqual([
      { code: 'dropped', param: 'reasoning', detail: 'the model does not think' },
    ]);
    expect((await ask(provider(), 'gemma3:4b', { reasoning: { mode: 'off' } })).warnings).toEqual([]);
  });

  it('is not shown images that it would pass over', async () => {
    const messages = [{ role: 'user', content: [image] }] as const;
    expect(await errorOf(ask(provider(), 'qwen3', { messages }))).toMatchObject({ code: 'unsupported' });
    expect(textOf(await ask(provider(), 'gemma3:4b', { messages }))).toBe('Here is Ollama.');
    expect(server.prompts.at(-1)?.['messages']).toEqual([
      { role: 'user', content: '', images: [image.media.data] },
    ]);
  });

  it('says itself that it has no tools', async () => {
    const error = await errorOf(ask(provider(), 'gemma3:4b', { tools: [tool] }));
    expect(error).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('does not support tools'),
    });
  });
});

describe('an Ollama that is not there', () => {
  it('is told as such, everywhere', async () => {
    const one = provider();
    await server.close();
    const cure = /Ollama does not answer at http:\/\/127\.0\.0\.1:\d+\. Start it/;
    expect(await one.list()).toEqual([]);
    expect((await errorOf(Promise.resolve(one.resolve('qwen3')))).message).toMatch(cure);
    const steps = await checkAll(one);
    expect(steps.at(-1)).toMatchObject({ name: 'models', ok: false, detail: expect.stringMatching(cure) });
  });

  it('is told when it goes away between two calls', async () => {
    const one = provider();
    const model = await one.resolve('qwen3');
    expect(model).toBeDefined();
    await server.close();
    expect(await errorOf(ask(one, 'qwen3'))).toMatchObject({
      code: 'upstream_error',
      retry: 'next',
      message: expect.stringContaining('ollama serve'),
    });
  });
});
