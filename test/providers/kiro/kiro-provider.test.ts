import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { kiroProviderSchema } from '../../../contract/kiro-provider.ts';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import type { Clock } from '../../../main/platform/ports/clock.ts';
import { createKiroProvider } from '../../../main/providers/kiro/create-kiro-provider.ts';
import { ListLog } from '../bedrock/list-log.ts';
import { ask, makeRequest, movedClock, never } from '../vertex/vertex-fixture.ts';
import { type KiroServer, startKiroServer } from './kiro-server.ts';

let server: KiroServer;

beforeAll(async () => {
  server = await startKiroServer();
});
beforeEach(() => {
  server.calls.length = 0;
  server.renewals.length = 0;
});
afterAll(() => server.close());

const MODEL = 'claude-sonnet-4.5';
const HOUR = 60 * 60_000;

interface Options {
  readonly config?: Partial<z.input<typeof kiroProviderSchema>>;
  readonly clock?: Clock;
  readonly env?: Record<string, string>;
  /** Tried, not kept. */
  readonly isTrial?: boolean;
  readonly locked?: boolean;
  readonly files?: Record<string, string>;
}

/** A provider with this in its keychain, and a look at what it keeps there. */
function make(given: string | object | undefined, options: Options = {}) {
  const keychain = { text: typeof given === 'object' ? JSON.stringify(given) : given };
  const keepSecrets = async (_id: string, secrets: { apiKey?: string }) => {
    if (options.locked) throw new Error('the keychain is locked');
    keychain.text = secrets.apiKey;
  };
  const config = kiroProviderSchema.parse({
    id: 'kr',
    type: 'kiro',
    endpoint: server.url,
    signInEndpoint: server.url,
    ...options.config,
  });
  const log = new ListLog();
  const provider = createKiroProvider(config, {
    http: createNodeHttpClient(),
    clock: options.clock ?? movedClock(),
    env: options.env ?? {},
    log,
    secrets: { read: async () => keychain.text },
    keepSecrets: options.isTrial ? undefined : keepSecrets,
    readHomeFile: async (path) => options.files?.[path],
    userAgent: 'kRouter/test',
    defaultMaxTokens: 1000,
  });
  return { provider, keychain, log };
}

const inAnHour = () => new Date(Date.now() + HOUR).toISOString();
const request = (body = {}) => makeRequest({ model: MODEL, ...body });

async function text(provider: Parameters<typeof ask>[0]): Promise<string> {
  const { answer } = await ask(provider, request());
  return answer.blocks.map((block) => block.text).join('');
}

describe('a Kiro account', () => {
  it('answers, under kRouter’s own name and the account’s profile', async () => {
    const profileArn = 'arn:aws:codewhisperer:eu-central-1:1:profile/P';
    const { provider } = make({ ...server.issue(), expiresAt: inAnHour(), profileArn });
    const { sent, answer } = await ask(provider, request());
    expect(answer).toMatchObject({
      stopReason: 'end_turn',
      blocks: [{ text: 'Hello.' }],
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    expect(sent.requestId).toBe('kiro-request-1');
    const [call] = server.calls.slice(-1);
    expect(call?.headers).toMatchObject({
      'user-agent': 'kRouter/test',
      accept: 'application/vnd.amazon.eventstream',
      'x-amzn-codewhisperer-optout': 'true',
    });
    expect(call?.body['profileArn']).toBe(profileArn);
    expect(call?.body['conversationState'].currentMessage.userInputMessage.modelId).toBe(MODEL);
  });

  it('is asked in the way it demands, whatever the conversation looks like', async () => {
    const { provider } = make({ ...server.issue(), expiresAt: inAnHour() });
    const { answer } = await ask(
      provider,
      request({
        system: 'Be brief.',
        messages: [
          { role: 'user', content: 'a' },
          { role: 'user', content: 'b' },
          {
            role: 'assistant',
            content: [
              { type: 'tool_use', id: 't1', name: 'gone', input: { a: 1 } },
              { type: 'tool_use', id: 't2', name: 'gone', input: {} },
            ],
          },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't2', content: '' }] },
          { role: 'assistant', content: 'Well,' },
        ],
      }),
    );
    expect(answer.blocks[0]?.text).toBe('Hello.');
  });

  it('lists its models over all pages, and is found by its own ids alone', async () => {
    const { provider } = make({ ...server.issue(), expiresAt: inAnHour() });
    expect(await provider.list()).toEqual([
      {
        id: MODEL,
        baseId: `kiro.${MODEL}`,
        displayName: 'Claude Sonnet 4.5',
        scope: 'global',
        contextTokens: 200_000,
        maxOutputTokens: 64_000,
      },
      expect.objectContaining({ id: 'claude-haiku-4.5' }),
    ]);
    expect(await provider.resolve('claude-sonnet-4-5')).toBeUndefined();
    expect(await provider.resolve('anthropic.claude-sonnet-4-6')).toBeUndefined();
    expect((await provider.resolve(MODEL))?.id).toBe(MODEL);
  });

  it('takes an API key and says that it is one', async () => {
    const { provider } = make('ksk_0123456789');
    expect(await text(provider)).toBe('Hello.');
    const { provider: byVariable } = make(undefined, {
      config: { credentials: { source: 'env', variable: 'KIRO' } },
      env: { KIRO: 'ksk_0123456789' },
    });
    expect(await text(byVariable)).toBe('Hello.');
  });

  it('tells what it refused, without the token it was sent', async () => {
    const { provider } = make({ ...server.issue(), expiresAt: inAnHour() });
    server.answer(() => ({
      status: 429,
      type: 'ThrottlingException',
      body: { message: 'no more', reason: 'MONTHLY_REQUEST_COUNT' },
    }));
    await expect(ask(provider, request())).rejects.toMatchObject({
      code: 'quota_exceeded',
      message: 'no more',
      upstream: { name: 'MONTHLY_REQUEST_COUNT', requestId: 'kiro-request-1' },
    });
    server.answer(() => [['assistantResponseEvent', { content: 'Hello.' }]]);
  });

  it('is checked step by step', async () => {
    const { provider } = make({ ...server.issue(), expiresAt: inAnHour() });
    const steps: CheckStep[] = [];
    for await (const step of provider.check(never)) steps.push(step);
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['credentials', true],
      ['models', true],
      ['answer', true],
    ]);
    expect(steps[2]?.detail).toContain('claude-haiku-4.5');
  });
});

describe('a Kiro sign-in', () => {
  it('is renewed once, before it ends, for however many wait, and kept', async () => {
    const clock = movedClock();
    const first = server.issue();
    const { provider, keychain } = make({ ...first, expiresAt: inAnHour() }, { clock });
    await text(provider);
    expect(server.renewals).toHaveLength(0);
    clock.skip(HOUR - 10_000);
    await Promise.all([text(provider), text(provider), text(provider)]);
    expect(server.renewals).toEqual([{ path: '/refreshToken', body: { refreshToken: first.refreshToken } }]);
    const kept = JSON.parse(keychain.text ?? '');
    expect(kept.refreshToken).not.toBe(first.refreshToken);
    expect(server.calls.at(-1)?.headers.authorization).toBe(`Bearer ${kept.accessToken}`);
    expect(Date.parse(kept.expiresAt)).toBeGreaterThan(clock.now() + HOUR / 2);
  });

  it('of IAM Identity Center is renewed with the user’s own registration', async () => {
    const registration = { clientId: 'id', clientSecret: 'secret' };
    const { refreshToken } = server.issue();
    const { provider, keychain } = make({ refreshToken, ...registration });
    expect(await text(provider)).toBe('Hello.');
    expect(server.renewals).toEqual([
      { path: '/token', body: { ...registration, grantType: 'refresh_token', refreshToken } },
    ]);
    expect(JSON.parse(keychain.text ?? '')).toMatchObject(registration);
  });

  it('is renewed when Kiro refuses its token, and the call made once more', async () => {
    const tokens = server.issue();
    const { provider } = make({ ...tokens, expiresAt: inAnHour() });
    await text(provider);
    server.revoke(tokens.accessToken);
    expect(await text(provider)).toBe('Hello.');
    expect(server.renewals).toHaveLength(1);
  });

  it('that cannot be renewed says so, and shows no token', async () => {
    const { provider } = make({ accessToken: 'revoked-token-1', refreshToken: 'spent-token-1' });
    const failure = await ask(provider, request()).catch((error) => error);
    expect(failure).toMatchObject({ code: 'upstream_authentication', retry: 'next' });
    expect(failure.message).toMatch(/the refresh token is not valid.*Sign in to Kiro again/);
    expect(JSON.stringify(failure) + failure.message).not.toMatch(/revoked-token|spent-token/);
  });

  it('stays in force while the keychain is locked', async () => {
    const { refreshToken } = server.issue();
    const clock = movedClock();
    const { provider, log } = make({ refreshToken }, { locked: true, clock });
    await text(provider);
    clock.skip(HOUR - 10_000);
    expect(await text(provider)).toBe('Hello.');
    expect(server.renewals).toHaveLength(2);
    expect(JSON.stringify(log.lines)).not.toContain('refresh-token');
  });

  it('renewed by another part of kRouter is taken from the keychain', async () => {
    const clock = movedClock();
    const { provider, keychain } = make({ ...server.issue(), expiresAt: inAnHour() }, { clock });
    clock.skip(HOUR - 10_000);
    await text(provider);
    const mine = JSON.parse(keychain.text ?? '');
    const theirs = { ...server.issue(), expiresAt: new Date(clock.now() + 3 * HOUR).toISOString() };
    keychain.text = JSON.stringify({ ...mine, ...theirs });
    clock.skip(HOUR);
    expect(await text(provider)).toBe('Hello.');
    expect(server.calls.at(-1)?.headers.authorization).toBe(`Bearer ${theirs.accessToken}`);
    expect(server.renewals).toHaveLength(1);
  });

  it('that is only tried is never renewed: its refresh token would be spent', async () => {
    const tokens = server.issue();
    const { provider } = make(
      { ...tokens, expiresAt: new Date(Date.now() + 60_000 * 2).toISOString() },
      { isTrial: true },
    );
    expect(await text(provider)).toBe('Hello.');
    const { provider: expired } = make({ ...tokens, expiresAt: '2020-01-01T00:00:00Z' }, { isTrial: true });
    await expect(ask(expired, request())).rejects.toThrow(/has expired/);
    expect(server.renewals).toHaveLength(0);
  });

  it('in Kiro’s own file is read where the user says so, anew at each need, and never renewed', async () => {
    const path = '.aws/sso/cache/kiro-auth-token.json';
    const first = server.issue();
    const files: Record<string, string> = {};
    const clock = movedClock();
    const config = { credentials: { source: 'kiro-file' as const } };
    const { provider } = make(undefined, { config, files, clock });
    await expect(ask(provider, request())).rejects.toThrow(/there is no sign-in in/);
    files[path] = JSON.stringify({ ...first, expiresAt: inAnHour() });
    expect(await text(provider)).toBe('Hello.');
    server.revoke(first.accessToken);
    const second = server.issue();
    files[path] = JSON.stringify({ ...second, expiresAt: inAnHour() });
    expect(await text(provider)).toBe('Hello.');
    expect(server.calls.at(-1)?.headers.authorization).toBe(`Bearer ${second.accessToken}`);
    clock.skip(2 * HOUR);
    await expect(ask(provider, request())).rejects.toThrow(/has expired/);
    expect(server.renewals).toHaveLength(0);
  });

  it('that is none is told apart from one that is not there', async () => {
    const { provider } = make('{"some": "json"}');
    await expect(ask(provider, request())).rejects.toThrow(/no sign-in of Kiro and no API key/);
    const { provider: empty } = make(undefined);
    await expect(ask(empty, request())).rejects.toThrow(/the keychain holds no sign-in/);
  });
});
