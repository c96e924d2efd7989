import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { ask, CALLERS, STREAMED, WHOLE } from './callers.ts';
import { type MessagesServer, startMessagesServer } from './messages-server.ts';
import { WEATHER } from './samples.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  KEY,
  type RunningEngine,
  SONNET,
  startEngine,
} from './start-engine.ts';

const UPSTREAM_KEY = 'sk-ant-api03-e2e-0123456789';
const MODEL = 'fallback';

let server: MessagesServer;
let engine: RunningEngine;

beforeEach(async () => {
  server = await startMessagesServer(UPSTREAM_KEY);
  engine = await startWithKey(UPSTREAM_KEY);
});
afterEach(async () => {
  await closeEngines();
  await server.close();
});

/** One Bedrock region, and the direct API behind it. */
function startWithKey(key: string): Promise<RunningEngine> {
  return startEngine({
    regions: ['us-east-1'],
    env: {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
      ANTHROPIC_API_KEY: key,
    },
    config: (regions) => ({
      providers: [...regions.map(bedrock), { id: 'anthropic', type: 'anthropic', baseUrl: server.url }],
      combos: [{ id: MODEL, models: [`bedrock-us-east-1/${SONNET}`, 'anthropic/claude-sonnet-4-6'] }],
    }),
  });
}

async function breakBedrock(): Promise<void> {
  for (const region of engine.regions) await region.fault({ kind: 'refuse' });
}

describe.each(CALLERS)('$name: the direct API behind a region', (caller) => {
  it('is not asked while the region answers', async () => {
    const reading = await ask(engine, caller, { model: MODEL });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
    expect(server.seen.filter(({ path }) => path === '/v1/messages')).toHaveLength(0);
  });

  it('answers when the region is gone', async () => {
    await breakBedrock();
    const reading = await ask(engine, caller, {
      model: MODEL,
      headers: { 'anthropic-beta': 'context-1m-2025-08-07' },
    });
    expect(reading).toMatchObject({ status: 200, text: 'Here is the direct API.', isComplete: true });
    expect(reading.headers.get('x-krouter-provider')).toBe('anthropic');
    expect(reading.headers.get('x-krouter-model')).toBe('claude-sonnet-4-6');
    expect(reading.headers.get('x-krouter-attempts')).toBe('2');
    const chats = server.seen.filter(({ path }) => path === '/v1/messages');
    expect(chats).toMatchObject([{ status: 200, body: { model: 'claude-sonnet-4-6', stream: true } }]);
    expect(chats[0]?.headers).toMatchObject({ 'x-api-key': UPSTREAM_KEY });
    expect(JSON.stringify(chats[0]?.headers)).not.toContain(KEY);
    expect(await engine.row(reading.requestId)).toMatchObject({
      provider: 'anthropic',
      providerType: 'anthropic',
      region: null,
      upstreamModel: 'claude-sonnet-4-6',
      inputTokens: 11,
      outputTokens: 7,
      failovers: 1,
      costNanoUsd: 11 * 3_000 + 7 * 15_000,
    });
  });

  it('is asked by its own name', async () => {
    const reading = await ask(engine, caller, { model: 'anthropic/claude-sonnet-4-6' });
    expect(reading).toMatchObject({ status: 200, text: 'Here is the direct API.' });
    expect(engine.regions.flatMap(invocations)).toHaveLength(0);
  });

  it('gives its own refusals in the client’s format', async () => {
    await breakBedrock();
    server.refuse({ status: 400, type: 'invalid_request_error', message: 'messages.0: nothing there' });
    const refused = await ask(engine, caller, { model: MODEL });
    expect(refused.status).toBe(400);
    expect(refused.errorMessage).toContain('messages.0: nothing there');
    server.refuse({ status: 529, type: 'overloaded_error', message: 'Overloaded' });
    const overloaded = await ask(engine, caller, { model: 'anthropic/claude-sonnet-4-6' });
    expect(overloaded.status).toBe(caller.dialect === 'openai' ? 503 : 529);
  });
});

describe.each(WHOLE)('$name: a wrong key of the direct API', (caller) => {
  it('is a 401 that does not show the key, though upstream did', async () => {
    engine = await startWithKey('sk-ant-api03-wrong-key-9876543210');
    const reading = await ask(engine, caller, { model: 'anthropic/claude-sonnet-4-6' });
    expect(reading.status).toBe(401);
    expect(reading.errorMessage).toContain('invalid x-api-key');
    expect(reading.raw + engine.logLines.join('')).not.toContain('wrong-key');
  });
});

describe('the direct API', () => {
  it('takes everything the OpenAI dialect can say', async () => {
    const reading = await ask(engine, STREAMED[0] ?? CALLERS[0] ?? never(), {
      model: 'anthropic/claude-sonnet-4-6',
      body: {
        temperature: 0.5,
        stop: ['###'],
        reasoning_effort: 'low',
        max_tokens: 5_000,
        seed: 1,
        user: 'u-1',
        tools: [{ type: 'function', function: { name: WEATHER.name, parameters: WEATHER.schema } }],
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'hello' },
        ],
      },
    });
    expect(reading.errorMessage).toBe('');
    expect(reading.status).toBe(200);
  });

  it('counts tokens', async () => {
    const counted = await engine.anthropic().messages.countTokens({
      model: 'anthropic/claude-sonnet-4-6',
      messages: [{ role: 'user', content: 'hello' }],
    });
    expect(counted.input_tokens).toBe(42);
  });
});

function never(): never {
  throw new Error('no such caller');
}
