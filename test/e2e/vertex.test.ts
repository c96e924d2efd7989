import { APIError } from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { ApiError, GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeEngines, invocations, KEY, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(closeEngines);

/** A client whose Google credential is the given token: kRouter's key, or a real one of the caller's. */
function googleToken(token: string): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
  return client;
}

function claude(token = KEY, headers: Record<string, string> = {}): AnthropicVertex {
  return new AnthropicVertex({
    baseURL: `${engine.url}/v1`,
    projectId: 'my-project',
    region: 'global',
    authClient: googleToken(token),
    defaultHeaders: headers,
    maxRetries: 0,
  });
}

function gemini(options: ConstructorParameters<typeof GoogleGenAI>[0] = {}): GoogleGenAI {
  return new GoogleGenAI({
    vertexai: true,
    project: 'my-project',
    location: 'europe-west4',
    googleAuthOptions: { authClient: googleToken(KEY) },
    httpOptions: { baseUrl: engine.url },
    ...options,
  });
}

const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city.',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
};

const CALLS =
  'Please use tool get_weather with {"city":"Köln 🌦"} and use tool get_weather with {"city":"Rome"}';

describe('Anthropic’s Vertex SDK through kRouter to Bedrock', () => {
  const asked = {
    model: 'claude-sonnet-4-5@20250929',
    max_tokens: 300,
    tools: [WEATHER],
    messages: [{ role: 'user' as const, content: CALLS }],
  };

  it('calls tools in parallel and sends their results, streamed and whole', async () => {
    const message = await claude().messages.stream(asked).finalMessage();
    expect(message.content).toMatchObject([
      { type: 'tool_use', name: 'get_weather', input: { city: 'Köln 🌦' } },
      { type: 'tool_use', name: 'get_weather', input: { city: 'Rome' } },
    ]);
    const ids = message.content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    const results = ids.map((id) => ({ type: 'tool_result' as const, tool_use_id: id, content: '3 °C' }));
    const after = await claude().messages.create({
      ...asked,
      messages: [
        ...asked.messages,
        { role: 'assistant', content: message.content },
        { role: 'user', content: [...results, { type: 'text', text: 'say exactly: done' }] },
      ],
    });
    expect(after.content).toMatchObject([{ type: 'text', text: 'done' }]);
    const [first] = pairOf(engine);
    const body = invocations(first).at(-1)?.json();
    expect(body).toMatchObject({ anthropic_version: 'bedrock-2023-05-31' });
    expect(body).not.toHaveProperty('model');
  });

  it('counts tokens', async () => {
    const { input_tokens } = await claude().messages.countTokens({
      model: asked.model,
      messages: asked.messages,
    });
    expect(input_tokens).toBeGreaterThan(10);
  });

  it('reads errors in Anthropic’s form, also for a wrong key', async () => {
    const unknown = await claude()
      .messages.create({ ...asked, model: 'claude-nothing-9@20990101' })
      .catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(APIError);
    const stranger = await claude('ya29.a-token-of-the-caller')
      .messages.create(asked)
      .catch((error: unknown) => error);
    expect(stranger).toMatchObject({ status: 401, type: 'authentication_error' });
  });

  it('never passes a Google token on, nor writes it down', async () => {
    await claude('ya29.a-token-of-the-caller')
      .messages.create(asked)
      .catch(() => undefined);
    await claude().messages.create(asked);
    const upstream = engine.regions.flatMap(({ requests }) =>
      requests.map(({ headers, body }) => JSON.stringify(headers) + body.toString('utf8')),
    );
    expect(upstream.join()).not.toMatch(/ya29|sk-krouter/);
    expect(engine.logLines.join()).not.toMatch(/ya29|sk-krouter-e2e/);
  });

  it('lets a caller keep their own Google login, with the key in the base URL', async () => {
    const client = new AnthropicVertex({
      baseURL: `${engine.url}/key/${KEY}/v1`,
      projectId: 'my-project',
      region: 'global',
      authClient: googleToken('ya29.a-token-of-the-caller'),
      maxRetries: 0,
    });
    const messages = [{ role: 'user' as const, content: 'say exactly: yes' }];
    const message = await client.messages.create({ ...asked, tools: [], messages });
    expect(message.content).toMatchObject([{ type: 'text', text: 'yes' }]);
    expect(
      JSON.stringify(engine.regions.flatMap(({ requests }) => requests.map(({ headers }) => headers))),
    ).not.toContain('ya29');
  });
});

describe('Google’s SDK in Vertex mode through kRouter to Bedrock', () => {
  const asked = { model: 'claude-sonnet-4-6', contents: 'say exactly: schön 🦊' };

  it('reads an answer, whole and streamed', async () => {
    expect((await gemini().models.generateContent(asked)).text).toBe('schön 🦊');
    let streamed = '';
    for await (const chunk of await gemini().models.generateContentStream(asked))
      streamed += chunk.text ?? '';
    expect(streamed).toBe('schön 🦊');
  });

  it('shows the key as x-goog-api-key in express mode, and anyone may as ?key=', async () => {
    const express = new GoogleGenAI({ vertexai: true, apiKey: KEY, httpOptions: { baseUrl: engine.url } });
    expect((await express.models.generateContent(asked)).text).toBe('schön 🦊');
    const path = 'v1/publishers/google/models/claude-sonnet-4-6:generateContent';
    const response = await fetch(`${engine.url}/${path}?key=${KEY}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'say exactly: yes' }] }] }),
    });
    expect(await response.json()).toMatchObject({ candidates: [{ content: { parts: [{ text: 'yes' }] } }] });
  });

  it('calls tools', async () => {
    const answer = await gemini().models.generateContent({
      model: 'claude-sonnet-4-6',
      contents: CALLS,
      config: {
        tools: [
          { functionDeclarations: [{ name: 'get_weather', parametersJsonSchema: WEATHER.input_schema }] },
        ],
      },
    });
    expect(answer.functionCalls?.map(({ args }) => args)).toEqual([{ city: 'Köln 🌦' }, { city: 'Rome' }]);
  });

  it('counts tokens and lists models', async () => {
    const counted = await gemini().models.countTokens(asked);
    expect(counted.totalTokens).toBeGreaterThan(3);
    const names: string[] = [];
    for await (const model of await gemini().models.list()) names.push(model.name ?? '');
    expect(names.some((name) => name.includes('claude-sonnet-4-6'))).toBe(true);
  });

  it('reads errors in Google’s form, also for a wrong key', async () => {
    const wrong = gemini({ googleAuthOptions: { authClient: googleToken('ya29.a-token-of-the-caller') } });
    const fault = await wrong.models.generateContent(asked).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ApiError);
    expect(fault).toMatchObject({ status: 401, message: expect.stringContaining('UNAUTHENTICATED') });
  });
});
