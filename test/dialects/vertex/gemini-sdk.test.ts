import { ApiError, GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { vertexProtocol } from '../../../main/dialects/vertex/vertex-protocol.ts';
import { type ProtocolServer, startProtocolServer } from './protocol-server.ts';

const MODELS = [
  { id: 'bedrock/anthropic.claude-opus-4-6', displayName: 'Claude Opus 4.6' },
  { id: 'gemini-3-pro', displayName: 'Gemini 3 Pro' },
];

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocolServer(vertexProtocol, MODELS);
});
afterAll(() => server.close());

/** The real SDK in Vertex mode, with a Google token of its own. */
function vertex(): GoogleGenAI {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: 'ya29.of-the-caller', expiry_date: Date.now() + 3_600_000 });
  return new GoogleGenAI({
    vertexai: true,
    project: 'my-project',
    location: 'europe-west1',
    googleAuthOptions: { authClient },
    httpOptions: { baseUrl: server.url },
  });
}

/** Express mode: a key and no project. */
function express(): GoogleGenAI {
  return new GoogleGenAI({
    vertexai: true,
    apiKey: 'sk-krouter-local',
    httpOptions: { baseUrl: server.url },
  });
}

const PROOF = Buffer.from('proof of vertex').toString('base64');

const ANSWER: readonly ChatEvent[] = [
  { type: 'start', dialect: 'vertex', id: 'r1' },
  { type: 'block-start', index: 0, block: { type: 'text', text: '' } },
  { type: 'text-delta', index: 0, text: 'Zwei Rufe 🌦 ' },
  { type: 'text-delta', index: 0, text: 'gleich.' },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'signature-delta', index: 1, signature: PROOF },
  { type: 'block-stop', index: 1 },
  { type: 'block-start', index: 2, block: { type: 'tool-use', id: 'c1', name: 'weather' } },
  { type: 'arguments-delta', index: 2, json: '{"city":"Oslo"}' },
  { type: 'block-stop', index: 2 },
  { type: 'block-start', index: 3, block: { type: 'tool-use', id: 'c2', name: 'weather' } },
  { type: 'arguments-delta', index: 3, json: '{"city":"Rome"}' },
  { type: 'block-stop', index: 3 },
  {
    type: 'finish',
    stopReason: 'tool_use',
    usage: { inputTokens: 9, cacheReadTokens: 32, outputTokens: 17, reasoningTokens: 4 },
  },
];

const ASKED = { model: 'gemini-3-pro', contents: 'Weather in Oslo and Rome?' };

async function gather(client: GoogleGenAI) {
  const parts = [];
  let last: unknown;
  for await (const chunk of await client.models.generateContentStream(ASKED)) {
    parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
    last = chunk.usageMetadata ?? last;
  }
  return { parts, usage: last };
}

describe('the GenAI SDK in Vertex mode', () => {
  it('reads text, parallel calls with their proof and usage, whole', async () => {
    server.replyWith(ANSWER);
    const answer = await vertex().models.generateContent(ASKED);
    expect(answer.candidates?.[0]?.content?.parts).toMatchObject([
      { text: 'Zwei Rufe 🌦 gleich.' },
      { functionCall: { id: 'c1', name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: PROOF },
      { functionCall: { id: 'c2', name: 'weather', args: { city: 'Rome' } } },
    ]);
    expect(answer.usageMetadata).toMatchObject({
      promptTokenCount: 41,
      cachedContentTokenCount: 32,
      candidatesTokenCount: 13,
      thoughtsTokenCount: 4,
      totalTokenCount: 58,
    });
  });

  it('reads the same from a stream', async () => {
    server.replyWith(ANSWER);
    const { parts, usage } = await gather(vertex());
    expect(parts.map((part) => part.text ?? '').join('')).toBe('Zwei Rufe 🌦 gleich.');
    expect(parts.flatMap(({ functionCall }) => functionCall?.args ?? [])).toEqual([
      { city: 'Oslo' },
      { city: 'Rome' },
    ]);
    expect(usage).toMatchObject({ totalTokenCount: 58 });
  });

  it('calls with and without a project, and says which model in the path', async () => {
    server.replyWith(ANSWER);
    await vertex().models.generateContent(ASKED);
    expect(server.calls.at(-1)?.target).toBe(
      '/v1beta1/projects/my-project/locations/europe-west1/publishers/google/models/gemini-3-pro:generateContent',
    );
    await gather(express());
    expect(server.calls.at(-1)?.target).toBe(
      '/v1beta1/publishers/google/models/gemini-3-pro:streamGenerateContent?alt=sse',
    );
    expect(server.requests.at(-1)).toMatchObject({ dialect: 'vertex', model: 'gemini-3-pro', stream: true });
  });

  it("keeps the caller's Google token out of the request", async () => {
    server.replyWith(ANSWER);
    await vertex().models.generateContent(ASKED);
    expect(server.calls.at(-1)?.headers.authorization).toBe('Bearer ya29.of-the-caller');
    expect(JSON.stringify(server.requests.at(-1))).not.toContain('ya29');
  });

  it('sends back a proof of Vertex as what it is', async () => {
    server.replyWith(ANSWER);
    const first = await vertex().models.generateContent(ASKED);
    const turn = first.candidates?.[0]?.content;
    if (turn === undefined) throw new Error('no answer');
    const results = ['c1', 'c2'].map((id) => ({
      functionResponse: { id, name: 'weather', response: { output: '3 °C' } },
    }));
    await vertex().models.generateContent({
      ...ASKED,
      contents: [{ role: 'user', parts: [{ text: 'Weather?' }] }, turn, { role: 'user', parts: results }],
    });
    const [, assistant, user] = server.requests.at(-1)?.messages ?? [];
    expect(assistant?.content.map(({ type }) => type)).toEqual(['text', 'thinking', 'tool-use', 'tool-use']);
    expect(user?.content.map(({ type }) => type)).toEqual(['tool-result', 'tool-result']);
  });

  it('takes names of kRouter’s own, whose first part the SDK holds for a publisher', async () => {
    server.replyWith(ANSWER);
    for (const model of [
      'bedrock/anthropic.claude-opus-4-6',
      'bedrock-us-east-1/us.anthropic.claude-opus-4-6-v1:0',
    ]) {
      await vertex().models.generateContent({ ...ASKED, model });
      expect(server.calls.at(-1)?.target).toContain('/publishers/bedrock');
      expect(server.requests.at(-1)?.model).toBe(model);
    }
  });

  it('counts tokens', async () => {
    expect((await vertex().models.countTokens(ASKED)).totalTokens).toBe(42);
    expect(server.requests.at(-1)?.model).toBe('gemini-3-pro');
  });

  it('lists and shows models', async () => {
    const names: (string | undefined)[] = [];
    for await (const model of await vertex().models.list()) names.push(model.name);
    expect(names).toEqual(MODELS.map(({ id }) => `publishers/google/models/${id}`));
    const one = await vertex().models.get({ model: 'gemini-3-pro' });
    expect(one).toMatchObject({ name: 'publishers/google/models/gemini-3-pro' });
    const ours = await vertex().models.get({ model: 'bedrock/anthropic.claude-opus-4-6' });
    expect(ours.name).toBe('publishers/google/models/bedrock/anthropic.claude-opus-4-6');
    await expect(vertex().models.get({ model: 'gemini-none' })).rejects.toThrow(/NOT_FOUND/);
  });

  it('throws ApiError with Google’s status', async () => {
    server.replyWith(new AppError({ code: 'overloaded', message: 'Every region is overloaded.' }));
    for (const asked of [vertex().models.generateContent(ASKED), gather(vertex())]) {
      const fault = await asked.catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(ApiError);
      expect(fault).toMatchObject({ status: 503, message: expect.stringContaining('UNAVAILABLE') });
    }
  });

  it('is told of an error in mid-stream', async () => {
    const broken = new AppError({ code: 'overloaded', message: 'Every region is overloaded.' });
    server.replyWith([...ANSWER.slice(0, 3), { type: 'error', error: broken }]);
    await expect(gather(express())).rejects.toThrow('Every region is overloaded.');
  });

  it('can hang up in mid-stream', async () => {
    server.replyWith(ANSWER.slice(0, 3));
    const stop = new AbortController();
    const stream = await express().models.generateContentStream({
      ...ASKED,
      config: { abortSignal: stop.signal },
    });
    await stream.next();
    stop.abort();
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('who answers for a path of Vertex', () => {
  it.each([
    ['/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict', 'anthropic'],
    ['/v1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent', 'google'],
    ['/v1beta1/publishers/google/models/gemini-x:nonsense', 'google'],
    ['/v1/projects/p/locations/l/endpoints/1:predict', 'google'],
  ])('%s: %s', (path, publisher) => {
    const voice = vertexProtocol.claims({ path, query: { alt: 'sse' }, headers: {} });
    const error = new AppError({ code: 'authentication', message: 'No key.' });
    const expected =
      publisher === 'anthropic'
        ? { type: 'error', error: { type: 'authentication_error' } }
        : { error: { code: 401, status: 'UNAUTHENTICATED' } };
    expect(voice?.encodeError(error, 'req_1').body).toMatchObject(expected);
  });

  it('other paths are left to others', () => {
    expect(vertexProtocol.claims({ path: '/v1/messages', query: {}, headers: {} })).toBeUndefined();
  });
});
