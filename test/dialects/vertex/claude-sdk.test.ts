import { APIError } from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { OAuth2Client } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { vertexProtocol } from '../../../main/dialects/vertex/vertex-protocol.ts';
import { type ProtocolServer, startProtocolServer } from './protocol-server.ts';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocolServer(vertexProtocol);
});
afterAll(() => server.close());

/** The real SDK with a Google token of its own, as it would be on a developer's machine. */
function client(): AnthropicVertex {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: 'ya29.of-the-caller', expiry_date: Date.now() + 3_600_000 });
  return new AnthropicVertex({
    baseURL: `${server.url}/v1`,
    projectId: 'my-project',
    region: 'europe-west1',
    authClient,
    maxRetries: 0,
  });
}

const PARAMS = {
  model: 'claude-sonnet-4-5@20250929',
  max_tokens: 300,
  messages: [{ role: 'user' as const, content: 'What is the weather in Oslo and Rome?' }],
};

const ANSWER: readonly ChatEvent[] = [
  { type: 'start', dialect: 'anthropic', id: 'msg_vrtx_1', usage: { inputTokens: 9, cacheReadTokens: 32 } },
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'thinking-delta', index: 0, thinking: 'Two calls. ⛅' },
  { type: 'signature-delta', index: 0, signature: 'EqQBCkYIARgC' },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { type: 'tool-use', id: 'toolu_1', name: 'weather' } },
  { type: 'arguments-delta', index: 1, json: '{"city":"Oslo"}' },
  { type: 'block-stop', index: 1 },
  { type: 'block-start', index: 2, block: { type: 'tool-use', id: 'toolu_2', name: 'weather' } },
  { type: 'arguments-delta', index: 2, json: '{"city":"Rome"}' },
  { type: 'block-stop', index: 2 },
  {
    type: 'finish',
    stopReason: 'tool_use',
    usage: { inputTokens: 9, cacheReadTokens: 32, outputTokens: 17 },
  },
];

async function both() {
  server.replyWith(ANSWER);
  return [
    await client().messages.create(PARAMS),
    await client().messages.stream(PARAMS).finalMessage(),
  ] as const;
}

describe('the Vertex SDK of Anthropic', () => {
  it('reads thinking, parallel calls and usage, streamed and whole', async () => {
    for (const message of await both()) {
      expect(message).toMatchObject({
        model: 'claude-sonnet-4-5-20250929',
        content: [
          { type: 'thinking', thinking: 'Two calls. ⛅', signature: 'EqQBCkYIARgC' },
          { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
          { type: 'tool_use', id: 'toolu_2', name: 'weather', input: { city: 'Rome' } },
        ],
        stop_reason: 'tool_use',
        usage: { input_tokens: 9, cache_read_input_tokens: 32, output_tokens: 17 },
      });
    }
  });

  it('puts the model into the path and the verb by its kind, and both arrive in the request', async () => {
    const before = server.requests.length;
    await both();
    const [whole, streamed] = server.requests.slice(before);
    expect([whole?.stream, streamed?.stream]).toEqual([false, true]);
    expect(server.calls.at(-2)?.target).toBe(
      '/v1/projects/my-project/locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict',
    );
    expect(server.calls.at(-1)?.target).toMatch(/:streamRawPredict$/);
    expect(streamed).toMatchObject({
      model: 'claude-sonnet-4-5-20250929',
      maxTokens: 300,
      dialect: 'anthropic',
    });
  });

  it("keeps the envelope and the caller's Google token out of the request", async () => {
    await both();
    expect(server.calls.at(-1)?.headers.authorization).toBe('Bearer ya29.of-the-caller');
    const text = JSON.stringify(server.requests.at(-1));
    expect(text).not.toContain('ya29');
    expect(text).not.toContain('anthropic_version');
  });

  it('passes betas on, whether in a header or in the body', async () => {
    server.replyWith(ANSWER);
    await client().beta.messages.create({ ...PARAMS, betas: ['context-1m-2025-08-07', 'effort-2025-11-24'] });
    expect(server.requests.at(-1)?.betas).toEqual(['context-1m-2025-08-07', 'effort-2025-11-24']);
  });

  it('counts tokens of the model in the body', async () => {
    const { input_tokens } = await client().messages.countTokens({
      model: PARAMS.model,
      messages: PARAMS.messages,
    });
    expect(input_tokens).toBe(42);
    expect(server.requests.at(-1)).toMatchObject({
      model: 'claude-sonnet-4-5-20250929',
      maxTokens: undefined,
    });
  });

  it("takes names of kRouter's own, slash and all", async () => {
    server.replyWith(ANSWER);
    await client().messages.create({ ...PARAMS, model: 'bedrock-us-east-1/anthropic.claude-sonnet-4-6' });
    expect(server.requests.at(-1)?.model).toBe('bedrock-us-east-1/anthropic.claude-sonnet-4-6');
  });

  it('throws its own error classes, with the type Anthropic gives', async () => {
    server.replyWith(new AppError({ code: 'rate_limited', message: 'Slow down.', retryAfterMs: 2000 }));
    for (const asked of [client().messages.create(PARAMS), client().messages.stream(PARAMS).finalMessage()]) {
      const fault = await asked.catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(APIError);
      expect(fault).toMatchObject({ status: 429, type: 'rate_limit_error', requestID: 'req_01JABC' });
    }
  });

  it('is told of an error in mid-stream', async () => {
    const broken = new AppError({ code: 'overloaded', message: 'Every region is overloaded.' });
    server.replyWith([...ANSWER.slice(0, 3), { type: 'error', error: broken }]);
    await expect(client().messages.stream(PARAMS).finalMessage()).rejects.toThrow(
      'Every region is overloaded.',
    );
  });

  it('can hang up in mid-stream', async () => {
    server.replyWith(ANSWER.slice(0, 3));
    const stream = client().messages.stream(PARAMS);
    await new Promise((resolve) => stream.once('streamEvent', resolve));
    stream.abort();
    await expect(stream.finalMessage()).rejects.toThrow('aborted');
    await expect.poll(() => server.open()).toBe(0);
  });
});
