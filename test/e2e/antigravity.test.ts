import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeminiServer, startGemini } from '../providers/gemini/gemini-server.ts';
import { WEATHER } from './samples.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  startEngine,
} from './start-engine.ts';

const GOOGLE_TOKEN = 'ya29.a-google-login-0123456789';

let google: GeminiServer;
let engine: RunningEngine;

beforeAll(async () => {
  google = await startGemini({ key: GOOGLE_TOKEN });
  engine = await startEngine({
    config: (regions) => ({
      providers: [...regions.map(bedrock), { id: 'ag', type: 'antigravity', baseUrl: google.url }],
    }),
  });
});
afterAll(async () => {
  await closeEngines();
  await google.close();
});

/** gemini-cli after a Google login, whose endpoint is kRouter with the key in its address. */
function call(method: string, body: unknown, base = `${engine.url}/key/${KEY}`) {
  return fetch(`${base}/v1internal:${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${GOOGLE_TOKEN}` },
    body: JSON.stringify(body),
  });
}

const ask = (text: string, more = {}) => ({
  model: PAIR,
  project: 'local',
  user_prompt_id: 'p',
  request: { contents: [{ role: 'user', parts: [{ text }] }], session_id: 's', ...more },
});

describe('gemini-cli with a Google login', () => {
  it('is let in by the key in the address, and by nothing else', async () => {
    expect((await call('loadCodeAssist', { metadata: {} })).status).toBe(200);
    const refused = await call('loadCodeAssist', { metadata: {} }, engine.url);
    expect([refused.status, await refused.json()]).toMatchObject([
      401,
      { error: { status: 'UNAUTHENTICATED' } },
    ]);
    expect((await call('loadCodeAssist', {}, `${engine.url}/key/wrong`)).status).toBe(401);
  });

  it('chats with Claude on Bedrock, streamed and whole', async () => {
    const stream = await (
      await call('streamGenerateContent?alt=sse', ask('say exactly: Hello there.'))
    ).text();
    const records = stream
      .trim()
      .split('\n\n')
      .map((line) => JSON.parse(line.replace(/^data: /, '')));
    const said = records.map(({ response }) => response.candidates[0].content.parts[0].text).join('');
    expect(said).toBe('Hello there.');
    expect(stream.endsWith('\n\n')).toBe(true);
    expect(await (await call('generateContent', ask('say exactly: Hi.'))).json()).toMatchObject({
      response: { candidates: [{ content: { parts: [{ text: 'Hi.' }] }, finishReason: 'STOP' }] },
    });
  });

  it('calls tools', async () => {
    const tools = [{ functionDeclarations: [{ name: WEATHER.name, parametersJsonSchema: WEATHER.schema }] }];
    const answer: unknown = await (
      await call('generateContent', ask('use tool get_weather with {"city":"Oslo"}', { tools }))
    ).json();
    expect(answer).toMatchObject({
      response: {
        candidates: [
          { content: { parts: [{ functionCall: { name: 'get_weather', args: { city: 'Oslo' } } }] } },
        ],
      },
    });
  });

  it('counts tokens', async () => {
    const count = {
      request: { model: `models/${PAIR}`, contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    };
    expect(await (await call('countTokens', count)).json()).toEqual({ totalTokens: expect.any(Number) });
  });

  it('has its Google login shown to nobody', () => {
    const seen = JSON.stringify([
      engine.logLines,
      invocations(pairOf(engine)[0]).map(({ headers }) => headers),
    ]);
    expect(seen).not.toContain(GOOGLE_TOKEN);
    expect(seen).not.toContain(KEY);
  });
});

describe('an Antigravity provider without a token', () => {
  it('is passed over with a reason, and calls nobody', async () => {
    const response = await call('generateContent', { ...ask('Hi'), model: 'ag/gemini-3-pro' });
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { error: { status: 'UNAUTHENTICATED' } },
    ]);
    expect(google.seen).toHaveLength(0);
  });
});
