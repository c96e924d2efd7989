import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { antigravityProviderSchema } from '../../../contract/google-providers.ts';
import type { CheckStep } from '../../../main/core/check-step.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import type { Provider } from '../../../main/core/provider.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import { createAntigravityProvider } from '../../../main/providers/antigravity/create-antigravity-provider.ts';
import { objectOf } from '../gemini/check-gemini-request.ts';
import { failure, type GeminiServer, startGemini } from '../gemini/gemini-server.ts';
import { ask, makeRequest, movedClock, never } from '../vertex/vertex-fixture.ts';

const TOKEN = 'ya29.test-0123456789';

let google: GeminiServer;
beforeEach(async () => {
  google = await startGemini({ key: TOKEN });
});
afterEach(() => google.close());

function provider(stored: string | undefined = TOKEN, project?: string): Provider {
  const config = antigravityProviderSchema.parse({
    id: 'ag',
    type: 'antigravity',
    baseUrl: google.url,
    project,
  });
  return createAntigravityProvider(config, {
    http: createNodeHttpClient(),
    clock: movedClock(),
    env: {},
    secrets: { read: async () => stored },
    userAgent: 'kRouter/1.2.3',
    defaultMaxTokens: 1000,
  });
}

const request = (content: string, model = 'gemini-3-pro', more: JsonObject = {}) =>
  makeRequest({ model, messages: [{ role: 'user', content }], ...more });
const refused = (chat: Promise<unknown>) =>
  chat.then(
    () => {
      throw new Error('it was not refused');
    },
    (error: unknown) => error,
  );
const info = (reason: string, metadata: JsonObject = {}) => [
  { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, metadata },
];

describe('an Antigravity provider', () => {
  it('sends Gemini’s request in the envelope, under its own name and the user’s token', async () => {
    const { answer } = await ask(provider(), request('Hallo'));
    expect(answer.blocks.map(({ text }) => text).join('')).toBe('Hallo');
    expect(answer).toMatchObject({ dialect: 'antigravity', usage: { outputTokens: 20 } });
    const [call] = google.chats();
    expect(call?.path).toBe('/v1internal:streamGenerateContent?alt=sse');
    expect(call?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'user-agent': 'kRouter/1.2.3' });
    expect(call?.body).toEqual({
      model: 'gemini-3-pro',
      project: 'proj-1',
      request: {
        contents: [{ role: 'user', parts: [{ text: 'Hallo' }] }],
        generationConfig: { maxOutputTokens: 100 },
      },
    });
  });

  it('asks for the project once, and not at all where it is configured', async () => {
    const asking = provider();
    await ask(asking, request('a'));
    await ask(asking, request('b'));
    await ask(provider(TOKEN, 'mine'), request('c'));
    expect(google.seen.filter(({ path }) => path.includes('loadCodeAssist'))).toHaveLength(1);
    expect(google.chats().at(-1)?.body['project']).toBe('mine');
  });

  it('finds the token in the file that gemini-cli keeps', async () => {
    const stored = JSON.stringify({ access_token: TOKEN, refresh_token: 'r', expiry_date: 1 });
    expect((await ask(provider(stored), request('Hi'))).answer.stopReason).toBe('end_turn');
  });

  it('sends models of other vendors what they take', async () => {
    const tools = [
      {
        name: 'f',
        input_schema: {
          type: 'object',
          properties: { a: { type: ['string', 'null'] } },
          additionalProperties: false,
        },
      },
      { name: 'g', input_schema: { type: 'object', properties: {} } },
    ];
    const thinking = { type: 'enabled', budget_tokens: 5000 };
    await ask(provider(), request('Hi', 'claude-sonnet-4-5', { tools, thinking, max_tokens: 6000 }));
    expect(objectOf(google.chats()[0]?.body['request'])).toMatchObject({
      toolConfig: { functionCallingConfig: { mode: 'VALIDATED' } },
      generationConfig: { maxOutputTokens: 6000, thinkingConfig: { thinkingBudget: 5000 } },
      tools: [
        {
          functionDeclarations: [
            {
              name: 'f',
              parameters: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } },
            },
            { name: 'g', parameters: { properties: { reason: {} }, required: ['reason'] } },
          ],
        },
      ],
    });
  });

  it('lists what the account may use', async () => {
    expect(await provider().list()).toMatchObject([
      { id: 'gemini-3-pro', displayName: 'Gemini 3 Pro', contextTokens: 1_048_576 },
      { id: 'claude-sonnet-4-5' },
    ]);
    expect(await provider().resolve('gpt-4o')).toBeUndefined();
  });

  it('takes a closed account for an answer and says what Google said', async () => {
    google.refuse(
      failure(
        403,
        'PERMISSION_DENIED',
        'This service has been disabled in this account for violation of Terms of Service.',
        info('TOS_VIOLATION', { appeal_url: 'https://example.com/appeal' }),
      ),
    );
    const error = await refused(ask(provider(TOKEN, 'p'), request('Hi')));
    expect(error).toMatchObject({ code: 'permission', retry: 'next' });
    expect(String(error)).toMatch(
      /violation of Terms of Service.*https:\/\/example\.com\/appeal.*Remove this provider/,
    );
    expect(google.chats()).toHaveLength(1);
  });

  it.each([
    ['RATE_LIMIT_EXCEEDED', {}, 'rate_limited', 4000],
    ['QUOTA_EXHAUSTED', { quotaResetDelay: '2h7m23s' }, 'quota_exceeded', 7_643_000],
    ['MODEL_CAPACITY_EXHAUSTED', {}, 'overloaded', 4000],
  ])('tells %s apart', async (reason, metadata, code, retryAfterMs) => {
    const wait =
      reason === 'QUOTA_EXHAUSTED'
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '4s' }];
    google.refuse(failure(429, 'RESOURCE_EXHAUSTED', 'No capacity.', [...info(reason, metadata), ...wait]));
    expect(await refused(ask(provider(TOKEN, 'p'), request('Hi')))).toMatchObject({ code, retryAfterMs });
  });

  it('says that a token is old, and never shows it', async () => {
    const error = await refused(ask(provider('ya29.old-0123456789', 'p'), request('Hi')));
    expect(error).toMatchObject({ code: 'upstream_authentication' });
    expect(String(error)).toContain('live for about an hour');
    expect(String(error)).not.toContain('ya29');
    expect(await refused(ask(provider(''), request('Hi')))).toMatchObject({
      code: 'upstream_authentication',
    });
  });

  it('is checked step by step', async () => {
    const steps: CheckStep[] = [];
    for await (const step of provider().check(never)) steps.push(step);
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['credentials', true],
      ['models', true],
      ['answer', true],
    ]);
  });
});
