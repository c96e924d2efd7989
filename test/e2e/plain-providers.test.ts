import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';
import { Ollama } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { type OllamaTestServer, startOllama } from '../providers/ollama/ollama-server.ts';
import { QWEN, startVllmServer, VLLM_KEY } from '../providers/openai-compatible/vllm-server.ts';
import { OPENAI_KEY, startResponsesServer } from '../providers/openai-responses/responses-server.ts';
import type { TestServer } from '../providers/plain-api/start-server.ts';
import { ask, CALLERS } from './callers.ts';
import { WEATHER } from './samples.ts';
import { bedrock, closeEngines, KEY, type RunningEngine, SONNET, startEngine } from './start-engine.ts';

let vllm: TestServer;
let openai: TestServer;
let ollama: OllamaTestServer;
let engine: RunningEngine;

beforeAll(async () => {
  [vllm, openai, ollama] = await Promise.all([startVllmServer(), startResponsesServer(), startOllama()]);
  engine = await startEngine({
    regions: ['us-east-1'],
    env: {
      VLLM_KEY,
      OPENAI_API_KEY: OPENAI_KEY,
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
    },
    config: (regions) => ({
      providers: [
        ...regions.map(bedrock),
        {
          id: 'vllm',
          type: 'openai-compatible',
          baseUrl: `${vllm.url}/v1`,
          credentials: { source: 'env', variable: 'VLLM_KEY' },
        },
        { id: 'openai', type: 'openai-responses', baseUrl: `${openai.url}/v1` },
        { id: 'ollama', type: 'ollama', baseUrl: ollama.url },
      ],
      combos: [{ id: 'ladder', models: [`bedrock/${SONNET}`, `vllm/${QWEN}`] }],
    }),
  });
});
afterAll(async () => {
  await closeEngines();
  await Promise.all([vllm.close(), openai.close(), ollama.close()]);
});

const TARGETS = [
  { provider: 'vllm', model: `vllm/${QWEN}`, text: 'Here is vLLM.', tokens: 9 },
  { provider: 'openai', model: 'openai/gpt-5', text: 'Here is OpenAI.', tokens: 12 },
  { provider: 'ollama', model: 'ollama/qwen3', text: 'Here is Ollama.', tokens: 20 },
] as const;

describe.each(CALLERS)('$name: a provider of a plain API', (caller) => {
  it.each(TARGETS)(
    '$provider answers, its cost unknown and not nothing',
    async ({ provider, model, text, tokens }) => {
      const reading = await ask(engine, caller, { model });
      expect(reading).toMatchObject({ status: 200, text, isComplete: true });
      expect(reading.headers.get('x-krouter-provider')).toBe(provider);
      expect(await engine.row(reading.requestId)).toMatchObject({
        provider,
        region: null,
        outputTokens: tokens,
        costNanoUsd: null,
      });
    },
  );

  it('answers in the place of a region that cannot', async () => {
    await engine.regions[0]?.fault({ kind: 'refuse' });
    try {
      const reading = await ask(engine, caller, { model: 'ladder' });
      expect(reading).toMatchObject({ status: 200, text: 'Here is vLLM.' });
      expect(reading.headers.get('x-krouter-provider')).toBe('vllm');
    } finally {
      await engine.regions[0]?.fault();
    }
  });

  it('gives its own refusals in the client’s format', async () => {
    const reading = await ask(engine, caller, { model: `vllm/${QWEN}`, text: 'x'.repeat(50_000) });
    expect(reading.status).toBe(400);
    expect(reading.errorMessage).toMatch(/maximum context length|prompt is too long/);
  });
});

describe('models of several providers', () => {
  it('are listed with the names they can be called by', async () => {
    const ids = (await engine.openai().models.list()).data.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        `vllm/${QWEN}`,
        'openai/gpt-5',
        'ollama/qwen3',
        'ollama/gemma3:4b',
        QWEN,
        'gpt-5',
      ]),
    );
    expect(ids.join()).not.toMatch(/embed|whisper|dall-e/);
  });

  it('are reached by their bare names', async () => {
    const reading = await ask(engine, CALLERS[0] ?? never(), { model: 'gemma3:4b' });
    expect(reading.headers.get('x-krouter-provider')).toBe('ollama');
  });
});

function never(): never {
  throw new Error('there are callers');
}

describe('real clients in front of other providers', () => {
  it('the Ollama client calls tools of a server like Ollama, by its own format', async () => {
    const client = new Ollama({ host: engine.url, headers: { authorization: `Bearer ${KEY}` } });
    const tools = [
      {
        type: 'function',
        function: { name: WEATHER.name, description: WEATHER.description, parameters: WEATHER.schema },
      },
    ];
    const { message } = await client.chat({
      model: 'ollama/qwen3',
      messages: [{ role: 'user', content: 'hi' }],
      tools,
      options: { seed: 7 },
      think: true,
    });
    expect(message).toMatchObject({
      thinking: 'Hm.',
      tool_calls: [{ function: { name: 'get_weather', arguments: { city: 'Oslo' } } }],
    });
    expect(ollama.prompts.at(-1)).toMatchObject({ options: { seed: 7, num_ctx: 8192 }, tools });
    const again = await client.chat({
      model: 'ollama/qwen3',
      messages: [
        { role: 'user', content: 'hi' },
        message,
        { role: 'tool', tool_name: 'get_weather', content: 'sun' },
      ],
    });
    expect(again.message.content).toBe('Here is Ollama.');
    expect(ollama.prompts.at(-1)).toMatchObject({
      messages: [{ role: 'user' }, message, { role: 'tool', tool_name: 'get_weather', content: 'sun' }],
    });
  });

  it('the Vercel AI SDK gets thinking and text of a server like OpenAI, and returns its proof', async () => {
    const provider = createOpenAI({ baseURL: `${engine.url}/v1`, apiKey: KEY });
    const model = provider.responses('openai/gpt-5');
    const providerOptions = { openai: { store: false, include: ['reasoning.encrypted_content'] } };
    const first = await generateText({ model, prompt: 'hi', maxRetries: 0, providerOptions });
    expect(first.text).toBe('Here is OpenAI.');
    expect(first.reasoningText).toBe('Hm.');
    const stream = streamText({
      model,
      maxRetries: 0,
      providerOptions,
      messages: [
        { role: 'user', content: 'hi' },
        ...first.response.messages,
        { role: 'user', content: 'And?' },
      ],
    });
    expect(await stream.text).toBe('Here is OpenAI.');
    expect(JSON.stringify(openai.seen.at(-1)?.body)).toContain('gAAAA-sealed');
  });

  it('the Anthropic SDK keeps a conversation with a server like OpenAI, whose proof it carries', async () => {
    const client = engine.anthropic();
    const question = { role: 'user', content: 'hi' } as const;
    const thinking = { type: 'enabled', budget_tokens: 1024 } as const;
    const asked = { model: 'openai/gpt-5', max_tokens: 2000, thinking };
    const first = await client.messages.create({ ...asked, messages: [question] });
    expect(first.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    await client.messages.create({
      ...asked,
      messages: [question, { role: 'assistant', content: first.content }, { role: 'user', content: 'And?' }],
    });
    expect(JSON.stringify(openai.seen.at(-1)?.body)).toContain('gAAAA-sealed');
  });
});

describe('no key of a provider', () => {
  it('is in the log or in an answer', async () => {
    openai.instead('/v1/responses', {
      status: 400,
      body: { error: { message: `no, ${OPENAI_KEY}`, code: null } },
    });
    try {
      for (const caller of CALLERS) {
        const reading = await ask(engine, caller, { model: 'openai/gpt-5' });
        expect(reading.raw).toContain('[redacted]');
        expect(reading.raw).not.toContain(OPENAI_KEY);
      }
      expect(engine.logLines.join('\n')).not.toContain(OPENAI_KEY);
    } finally {
      openai.instead('/v1/responses', undefined);
    }
  });
});
