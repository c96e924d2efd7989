import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openaiResponsesProviderSchema } from '../../../contract/plain-providers.ts';
import type { Message } from '../../../main/core/chat-request.ts';
import type { Provider } from '../../../main/core/provider.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { hubSignature } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { createOpenaiResponsesProvider } from '../../../main/providers/openai-responses/create-openai-responses-provider.ts';
import { ask, checkAll, errorOf, portsWith, textOf } from '../plain-api/ask.ts';
import type { TestServer } from '../plain-api/start-server.ts';
import { OPENAI_KEY, startResponsesServer } from './responses-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startResponsesServer();
});
afterEach(() => server.close());

function provider(key = OPENAI_KEY): Provider {
  const config = openaiResponsesProviderSchema.parse({
    id: 'openai',
    type: 'openai-responses',
    baseUrl: `${server.url}/v1`,
  });
  return createOpenaiResponsesProvider(config, portsWith({ OPENAI_API_KEY: key }));
}

function lastBody() {
  return server.seen.at(-1)?.body;
}

describe('the Responses API', () => {
  it('answers with text, thinking that can be returned, and counts', async () => {
    const answer = await ask(provider(), 'gpt-5');
    expect(textOf(answer)).toBe('Here is OpenAI.');
    expect(answer.blocks[0]).toMatchObject({ start: { type: 'thinking' }, thinking: 'Hm.' });
    expect(answer.blocks[0]?.signature).not.toBe('');
    expect(answer).toMatchObject({
      requestId: 'req_openai_2',
      usage: { inputTokens: 20, cacheReadTokens: 10, outputTokens: 12, reasoningTokens: 4 },
    });
    expect(lastBody()).toMatchObject({
      model: 'gpt-5',
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
    });
  });

  it('gets its own thinking back in the next turn, and nobody else’s', async () => {
    const one = provider();
    const { blocks } = await ask(one, 'gpt-5');
    // As every client's format carries it to and fro.
    const signature = hubSignature('openai-responses', blocks[0]?.signature ?? '');
    const turn = (proof: string): Message[] => [
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: proof },
          { type: 'text', text: 'Yes.' },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'And?' }] },
    ];
    await ask(one, 'gpt-5', { messages: turn(signature) });
    expect(lastBody()).toMatchObject({
      input: [{}, { type: 'reasoning', encrypted_content: 'gAAAA-sealed' }, {}, {}],
    });
    await ask(one, 'gpt-5', { messages: turn('EqQBCkYIARgC-of-anthropic') });
    expect(JSON.stringify(lastBody())).not.toContain('EqQBCkYIARgC');
  });

  it('keeps nothing there, whatever a client of this format asks', async () => {
    const request = decodeRequest({
      model: 'gpt-5',
      input: 'hi',
      store: true,
      stream: false,
      reasoning: { effort: 'low' },
      include: ['file_search_call.results'],
    });
    expect(textOf(await ask(provider(), 'gpt-5', request))).toBe('Here is OpenAI.');
    expect(lastBody()).toMatchObject({
      store: false,
      stream: true,
      reasoning: { effort: 'low' },
      include: ['file_search_call.results', 'reasoning.encrypted_content'],
    });
  });

  it('sends sampling settings to models that take them, and to no others', async () => {
    const thinking = await ask(provider(), 'gpt-5', { temperature: 0.3 });
    expect(lastBody()).not.toHaveProperty('temperature');
    expect(thinking.warnings).toMatchObject([{ code: 'dropped', param: 'temperature' }]);
    await ask(provider(), 'gpt-4o', { temperature: 0.3 });
    expect(lastBody()).toMatchObject({ temperature: 0.3 });
    expect(lastBody()).not.toHaveProperty('include');
  });

  it('sends a client’s own request again without what the model refuses', async () => {
    const one = provider();
    const request = decodeRequest({ model: 'gpt-5', input: 'hi', temperature: 0.3 });
    const answer = await ask(one, 'gpt-5', request);
    expect(answer.warnings).toMatchObject([{ code: 'dropped', param: 'temperature' }]);
    expect(server.seen.filter(({ path }) => path === '/v1/responses')).toHaveLength(2);
  });

  it('lists models that chat, and checks with the smallest', async () => {
    const one = provider();
    expect((await one.list()).map(({ id }) => id)).toEqual(['gpt-5', 'gpt-4o', 'gpt-5-nano']);
    expect(await checkAll(one)).toMatchObject([
      { name: 'credentials', ok: true },
      { name: 'models', ok: true },
      { name: 'answer', ok: true, detail: expect.stringContaining('gpt-5-nano') },
    ]);
  });

  it('tells of a wrong key without the key', async () => {
    const error = await errorOf(provider('sk-proj-wrong-0123456789').resolve('gpt-5'));
    expect(error).toMatchObject({ code: 'upstream_authentication', upstream: { requestId: 'req_openai_1' } });
    expect(error.message).not.toContain('sk-proj-wrong');
  });
});
