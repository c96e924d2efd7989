import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openaiCompatibleProviderSchema } from '../../../contract/plain-providers.ts';
import type { Provider } from '../../../main/core/provider.ts';
import { createOpenaiCompatibleProvider } from '../../../main/providers/openai-compatible/create-openai-compatible-provider.ts';
import { hubRequest } from '../../core/hub-request.ts';
import { ask, checkAll, errorOf, portsWith, textOf } from '../plain-api/ask.ts';
import { sse, type TestServer } from '../plain-api/start-server.ts';
import { QWEN, startVllmServer, VLLM_KEY } from './vllm-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startVllmServer();
});
afterEach(() => server.close());

function provider(members: object = {}, key = VLLM_KEY): Provider {
  const config = openaiCompatibleProviderSchema.parse({
    id: 'vllm',
    type: 'openai-compatible',
    baseUrl: `${server.url}/v1`,
    credentials: { source: 'env', variable: 'VLLM_KEY' },
    ...members,
  });
  return createOpenaiCompatibleProvider(config, portsWith({ VLLM_KEY: key }));
}

function lastBody() {
  return server.seen.at(-1)?.body;
}

const tool = { kind: 'function', name: 'get_weather', inputSchema: { type: 'object' } } as const;

describe('a server like vLLM', () => {
  it('answers with text, thinking and counts', async () => {
    const answer = await ask(provider(), QWEN);
    expect(textOf(answer)).toBe('Here is vLLM.');
    expect(answer.blocks[0]).toMatchObject({ start: { type: 'thinking' }, thinking: 'Let me see.' });
    expect(answer).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 21, outputTokens: 9 } });
    expect(lastBody()).toMatchObject({ model: QWEN, stream: true, stream_options: { include_usage: true } });
  });

  it('is sent max_tokens, the extra headers and the key', async () => {
    await ask(provider({ headers: { 'X-Team': 'router' } }), QWEN, { maxTokens: 50 });
    expect(lastBody()).toMatchObject({ max_tokens: 50 });
    expect(server.seen.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${VLLM_KEY}`,
      'x-team': 'router',
      'content-type': 'application/json',
    });
  });

  it('calls tools', async () => {
    const answer = await ask(provider(), QWEN, { tools: [tool] });
    expect(answer.stopReason).toBe('tool_use');
    expect(answer.blocks.slice(1)).toMatchObject([
      {
        start: { type: 'tool-use', id: 'chatcmpl-tool-a', name: 'get_weather' },
        arguments: '{"city": "Oslo"}',
      },
      { start: { type: 'tool-use', name: 'get_time' }, arguments: '{}' },
    ]);
  });

  it('lists its chat models with their context, asked once', async () => {
    const one = provider();
    const [list] = await Promise.all([one.list(), one.list(), one.resolve(QWEN)]);
    expect(list).toEqual([
      { id: QWEN, baseId: QWEN, displayName: QWEN, contextTokens: 8192, scope: 'global' },
    ]);
    expect(server.seen).toHaveLength(1);
    expect(await one.resolve('llama')).toBeUndefined();
  });

  it('counts tokens by a guess that says it is one', async () => {
    const one = provider();
    const model = await one.resolve(QWEN);
    if (model === undefined) throw new Error('no model');
    const { cancellation } = (
      await import('../../../main/core/cancellation-source.ts')
    ).createCancellationSource();
    expect(await one.countTokens(hubRequest(), model, cancellation)).toEqual({
      inputTokens: expect.any(Number),
      estimated: true,
    });
  });

  it('is not sent again what it refuses and can be done without', async () => {
    const one = provider();
    const first = await ask(one, QWEN, { reasoning: { mode: 'off' } });
    expect(textOf(first)).toBe('Here is vLLM.');
    expect(first.warnings).toContainEqual({
      code: 'dropped',
      param: 'reasoning_effort',
      detail: 'the model refuses it',
    });
    expect(server.seen.map(({ body }) => body['reasoning_effort'])).toEqual([undefined, 'none', undefined]);
    await ask(one, QWEN, { reasoning: { mode: 'off' } });
    expect(server.seen).toHaveLength(4);
  });

  it('passes its check', async () => {
    const steps = await checkAll(provider());
    expect(steps).toMatchObject([
      { name: 'credentials', ok: true },
      { name: 'models', ok: true, detail: 'The account offers 1 models.' },
      { name: 'answer', ok: true, detail: `${QWEN} answered "Here is vLLM.".` },
    ]);
  });
});

describe('the errors of a server like vLLM', () => {
  it('tell of a wrong key without the key', async () => {
    const one = provider({}, 'wrong-key-0123456789');
    server.instead('/v1/models', { body: { data: [{ id: QWEN }] } });
    expect(await errorOf(ask(one, QWEN))).toMatchObject({ code: 'upstream_authentication', retry: 'next' });
    server.instead('/v1/chat/completions', {
      status: 400,
      body: { message: 'bad key wrong-key-0123456789' },
    });
    expect((await errorOf(ask(one, QWEN))).message).toBe('bad key [redacted]');
    server.instead(
      '/v1/chat/completions',
      sse([{ error: { message: 'bad key wrong-key-0123456789', code: 500 } }]),
    );
    expect((await errorOf(ask(one, QWEN))).message).toBe('bad key [redacted]');
  });

  it('tell that there is no key', async () => {
    const steps = await checkAll(provider({}, ' '));
    expect(steps).toMatchObject([
      { name: 'credentials', ok: false, detail: expect.stringContaining('VLLM_KEY is not set') },
    ]);
  });

  it('tell of a prompt that is too long', async () => {
    const text = 'x'.repeat(50_000);
    const messages = [{ role: 'user', content: [{ type: 'text', text }] }] as const;
    expect(await errorOf(ask(provider(), QWEN, { messages }))).toMatchObject({
      code: 'context_length_exceeded',
      retry: 'never',
    });
  });

  it('tell of a base URL that is wrong', async () => {
    const wrong = provider({ baseUrl: server.url });
    expect(await wrong.list()).toEqual([]);
    const error = await errorOf(Promise.resolve(wrong.resolve(QWEN)));
    expect(error).toMatchObject({ code: 'upstream_error', message: expect.stringContaining('ends in /v1') });
    expect((await checkAll(wrong)).find(({ name }) => name === 'models')).toMatchObject({ ok: false });
    server.instead('/v1/chat/completions', {
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><p>hi',
    });
    expect((await errorOf(ask(provider(), QWEN))).message).toMatch(/web page in place of a stream.*base URL/);
  });

  it('tell what a 200 with an error in it says', async () => {
    server.instead('/v1/chat/completions', {
      body: { error: { message: 'No endpoints found.', code: 404 } },
    });
    expect((await errorOf(ask(provider(), QWEN))).message).toBe('No endpoints found.');
  });

  it('are read in a list too, as Google writes them', async () => {
    server.instead('/v1/chat/completions', {
      status: 429,
      type: 'application/json',
      body: JSON.stringify([
        { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' } },
      ]),
    });
    expect(await errorOf(ask(provider(), QWEN))).toMatchObject({
      code: 'rate_limited',
      message: 'Quota exceeded.',
    });
  });

  it('tell that nothing listens there', async () => {
    const gone = provider();
    await server.close();
    expect(await gone.list()).toEqual([]);
    expect(await errorOf(Promise.resolve(gone.resolve(QWEN)))).toMatchObject({
      code: 'upstream_error',
      retry: 'next',
    });
  });

  it('are not taken for refusals of a member', async () => {
    server.instead('/v1/chat/completions', {
      status: 400,
      body: {
        error: { message: 'max_tokens must be at most 4096', param: 'max_tokens', code: 'invalid_value' },
      },
    });
    const error = await errorOf(ask(provider(), QWEN, { maxTokens: 9999 }));
    expect(error).toMatchObject({ code: 'invalid_request', param: 'max_tokens' });
    expect(server.seen.filter(({ path }) => path.endsWith('/completions'))).toHaveLength(1);
  });
});

describe('a provider with names of its own', () => {
  it('offers those and no others, and asks nobody for them', async () => {
    const one = provider({ models: { fast: QWEN }, contextTokens: 4096 });
    expect(await one.list()).toEqual([
      { id: QWEN, baseId: 'fast', displayName: 'fast', contextTokens: 4096, scope: 'global' },
    ]);
    expect(await one.resolve('other')).toBeUndefined();
    expect(server.seen).toHaveLength(0);
    expect(textOf(await ask(one, 'fast'))).toBe('Here is vLLM.');
    expect(lastBody()).toMatchObject({ model: QWEN });
  });
});

describe('servers with habits of their own', () => {
  it('are sent max_completion_tokens where they ask for it', async () => {
    server.instead('/v1/chat/completions', {
      status: 400,
      body: {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          type: 'invalid_request_error',
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
    });
    const one = provider();
    await errorOf(ask(one, QWEN, { maxTokens: 50 }));
    expect(
      server.seen.slice(1).map(({ body }) => [body['max_tokens'], body['max_completion_tokens']]),
    ).toEqual([
      [50, undefined],
      [undefined, 50],
    ]);
    server.instead('/v1/chat/completions', undefined);
    const answer = await ask(one, QWEN, { maxTokens: 60 });
    expect(lastBody()).toMatchObject({ max_completion_tokens: 60 });
    expect(answer.warnings).toEqual([]);
  });

  it.each([
    ['a bare list', [{ id: 'a', context_length: 5, name: 'A' }]],
    ['`models`', { models: [{ id: 'a', context_length: 5, name: 'A' }] }],
  ])('may list models as %s', async (_what, body) => {
    server.instead('/v1/models', { body, type: 'application/json' });
    expect(await provider().list()).toMatchObject([{ id: 'a', displayName: 'A', contextTokens: 5 }]);
  });
});
