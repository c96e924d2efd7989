import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { geminiProviderSchema } from '../../../contract/google-providers.ts';
import type { CheckStep } from '../../../main/core/check-step.ts';
import type { Provider } from '../../../main/core/provider.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import { createGeminiProvider } from '../../../main/providers/gemini/create-gemini-provider.ts';
import { ask, makeRequest, movedClock, never } from '../vertex/vertex-fixture.ts';
import { failure, type GeminiServer, startGemini } from './gemini-server.ts';

const KEY = 'AIzaSy-test-0123456789';

let google: GeminiServer;
beforeEach(async () => {
  google = await startGemini({ key: KEY });
});
afterEach(() => google.close());

function provider(key: string | undefined = KEY, baseUrl = google.url): Provider {
  const config = geminiProviderSchema.parse({
    id: 'gemini',
    type: 'gemini',
    baseUrl,
    models: { fast: 'gemini-2.5-flash-lite' },
  });
  const env = { GEMINI_API_KEY: key };
  return createGeminiProvider(config, {
    http: createNodeHttpClient(),
    clock: movedClock(),
    env,
    defaultMaxTokens: 1000,
  });
}

const request = (content: string, model = 'gemini-3-pro') =>
  makeRequest({ model, messages: [{ role: 'user', content }] });
const refused = (chat: Promise<unknown>) =>
  chat.then(
    () => {
      throw new Error('it was not refused');
    },
    (error: unknown) => error,
  );

describe('a Gemini provider', () => {
  it('asks for a stream with its key in a header, and reads the answer', async () => {
    const { answer, sent } = await ask(provider(), request('Grüße 🦊!'));
    expect(answer.blocks.map(({ text }) => text).join('')).toBe('Grüße 🦊!');
    expect(answer).toMatchObject({
      dialect: 'gemini',
      stopReason: 'end_turn',
      usage: { inputTokens: 18, cacheReadTokens: 32, outputTokens: 20, reasoningTokens: 4 },
    });
    expect(sent.warnings).toEqual([]);
    const [call] = google.chats();
    expect(call?.path).toBe('/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse');
    expect(call?.headers['x-goog-api-key']).toBe(KEY);
    expect(call?.body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Grüße 🦊!' }] }],
      generationConfig: { maxOutputTokens: 100 },
    });
  });

  it('keeps the version of a base URL that names one', async () => {
    await ask(provider(KEY, `${google.url}/v1beta/`), request('Hi'));
    expect(google.chats()[0]?.path).toMatch(/^\/v1beta\/models\//);
  });

  it('lists the models that chat, with their limits', async () => {
    expect(await provider().list()).toMatchObject([
      { id: 'gemini-3-pro', displayName: 'Gemini 3 Pro', contextTokens: 1_048_576, maxOutputTokens: 65_536 },
      { id: 'gemini-2.5-flash-lite' },
    ]);
  });

  it('knows its own names and Google’s, and leaves the others to others', async () => {
    const gemini = provider();
    expect(await gemini.resolve('fast')).toMatchObject({
      id: 'gemini-2.5-flash-lite',
      maxOutputTokens: 65_536,
    });
    expect(await gemini.resolve('models/gemini-3-pro')).toMatchObject({ id: 'gemini-3-pro' });
    expect(await gemini.resolve('gemini-next')).toMatchObject({ id: 'gemini-next' });
    const asked = google.seen.length;
    expect(await gemini.resolve('claude-sonnet-4-6')).toBeUndefined();
    expect(google.seen).toHaveLength(asked);
  });

  it('counts by asking Google about the whole request, and guesses when it cannot', async () => {
    const gemini = provider();
    const model = await gemini.resolve('gemini-3-pro');
    if (model === undefined) throw new Error('no model');
    const count = () => gemini.countTokens(request('How long?'), model, never);
    expect(await count()).toMatchObject({ estimated: false });
    expect(google.seen.at(-1)?.body).toMatchObject({
      generateContentRequest: { model: 'models/gemini-3-pro', contents: [{ role: 'user' }] },
    });
    google.refuse(failure(503, 'UNAVAILABLE', 'overloaded'));
    expect(await count()).toMatchObject({ estimated: true });
  });

  it('asks once more without proofs when Google no longer takes them', async () => {
    const gemini = provider();
    const first = await ask(gemini, request('use tool get_weather with {"city":"Oslo"}'));
    const proof = first.answer.blocks.find(({ signature }) => signature !== '')?.signature;
    expect(proof).toBeDefined();
    google.forget();
    const own = {
      contents: [
        { role: 'user', parts: [{ text: 'weather?' }] },
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {} }, thoughtSignature: proof }] },
        { role: 'user', parts: [{ functionResponse: { name: 'f', response: { output: 'sun' } } }] },
      ],
    };
    const { decodeGeminiRequest } = await import('../../../main/dialects/gemini/decode-request.ts');
    const { answer, sent } = await ask(
      gemini,
      decodeGeminiRequest(own, { model: 'gemini-3-pro', stream: true }),
    );
    expect(answer.blocks[0]?.text).toContain('The tools said');
    expect(sent.warnings).toMatchObject([{ code: 'dropped', param: 'messages' }]);
    expect(
      google
        .chats()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual([400, 200]);
  });

  it('says what is wrong and never shows the key', async () => {
    const error = await refused(ask(provider('AIzaSy-wrong-0123456789'), request('Hi')));
    expect(error).toMatchObject({ code: 'upstream_authentication', retry: 'next' });
    expect(String(error)).not.toContain('AIzaSy');
    expect(await refused(ask(provider(''), request('Hi')))).toMatchObject({
      message: 'Provider gemini has no API key: the variable GEMINI_API_KEY is not set.',
    });
  });

  it('tells a quota of the minute from one of the day', async () => {
    const violation = (quotaId: string) => [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '17.5s' },
    ];
    google.refuse(
      failure(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', violation('GenerateRequestsPerMinute')),
    );
    expect(await refused(ask(provider(), request('Hi')))).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 17_500,
    });
    google.refuse(failure(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', violation('GenerateRequestsPerDay')));
    expect(await refused(ask(provider(), request('Hi')))).toMatchObject({
      code: 'quota_exceeded',
      retry: 'next',
    });
  });

  it('is checked step by step', async () => {
    const steps: CheckStep[] = [];
    for await (const step of provider().check(never)) steps.push(step);
    expect(steps).toMatchObject([
      { name: 'credentials', ok: true },
      { name: 'models', ok: true, detail: 'The account offers 2 models.' },
      { name: 'answer', ok: true },
    ]);
    expect(google.chats()[0]?.path).toContain('gemini-2.5-flash-lite');
  });
});
